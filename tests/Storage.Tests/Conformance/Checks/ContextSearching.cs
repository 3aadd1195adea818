using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

/// <summary>In which contexts a name, a version or an id is found.</summary>
public static class ContextSearching
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task A_local_name_is_found_in_its_contexts(StoreUnderTest tested)
    {
        var (one, two, three) = (tested.Sandbox(), tested.Sandbox(), tested.Sandbox());
        var name = $"{Guid.NewGuid():N}" + new string('n', 3000);
        await one.Register(name, "1");
        await two.Register(name, "1");
        await two.Delete(name, 1);
        await three.Configure(name, RegistryConfig.Empty);
        Assert.Equal(
            new[] { one.Context, two.Context }.Order(StringComparer.Ordinal), await tested.Store.FindContexts(name, Token));
        Assert.Empty(await tested.Store.FindContexts(name[1..], Token));
    }

    public static async Task The_first_other_context_that_has_a_version_is_found(StoreUnderTest tested)
    {
        var name = $"{Guid.NewGuid():N}";
        var boxes = Enumerable.Range(0, 3).Select(i => new Sandbox(tested.Store, $".{name}{i}")).ToArray();
        await new Sandbox(tested.Store, SubjectName.DefaultContext).Register(name, "1");
        await boxes[0].Register(name, "1");
        await boxes[0].Delete(name, 1);
        await boxes[2].Register(name, "1");
        await boxes[1].Register(name, "1");
        await boxes[2].Register(name, "2");

        Assert.Equal(boxes[1].Context, await tested.Store.FindContextOfVersion(name, 1, includeDeleted: false, Token));
        Assert.Equal(boxes[0].Context, await tested.Store.FindContextOfVersion(name, 1, includeDeleted: true, Token));
        Assert.Equal(boxes[2].Context, await tested.Store.FindContextOfVersion(name, 2, includeDeleted: false, Token));
        Assert.Equal(boxes[1].Context, await tested.Store.FindContextOfVersion(name, -1, includeDeleted: true, Token));
        Assert.Null(await tested.Store.FindContextOfVersion(name, 3, includeDeleted: true, Token));
        Assert.Null(await tested.Store.FindContextOfVersion(name[1..], 1, includeDeleted: true, Token));
    }

    public static async Task The_first_other_context_that_uses_an_id_is_found(StoreUnderTest tested)
    {
        var name = $"{Guid.NewGuid():N}";
        var (one, two) = (new Sandbox(tested.Store, $".{name}1"), new Sandbox(tested.Store, $".{name}2"));
        await new Sandbox(tested.Store, SubjectName.DefaultContext).Register(name, "1");
        await two.Register(name, "1");
        await one.Register("other", "1");
        await one.Register(name, "2");
        await one.Delete(name, 1);

        Assert.Equal(two.Context, await tested.Store.FindContextOfId(name, 1, Token));
        Assert.Equal(one.Context, await tested.Store.FindContextOfId(name, 2, Token));
        Assert.Null(await tested.Store.FindContextOfId(name, 3, Token));
    }
}
