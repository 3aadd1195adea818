using SchemaRegistry.Model;
using SchemaRegistry.Storage.Contents;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class TakingIds
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task Ids_ascend_from_1(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        Assert.Equal("1 2 3", string.Join(' ', await box.Store.TakeIds(box.Context, 3, Token)));
        Assert.Equal(4, Assert.Single(await box.Store.TakeIds(box.Context, 1, Token)));
    }

    public static async Task Taking_ids_does_not_show_the_context(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Store.TakeIds(box.Context, 1, Token);
        Assert.DoesNotContain(box.Context, await box.Store.ListContexts("", Token).ToListAsync(Token));
        Assert.Equal(0, await box.Store.MaxId(box.Context, Token));
    }

    public static async Task No_id_is_taken_twice(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var taken = await Task.WhenAll(Enumerable.Range(0, 300).Select(number =>
            Task.Run(() => (number % 2 == 0 ? tested.Store : tested.Another).TakeIds(box.Context, (number % 3) + 1, Token))));
        Assert.All(taken, ids => Assert.Equal(ids.Order(), ids));
        Assert.Equal(Enumerable.Range(1, 600), taken.SelectMany(ids => ids).Order());
    }

    public static async Task A_content_that_has_an_id_is_found_and_another_takes_the_next(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var known = await box.Register("s", "1");

        Assert.Equal(new ContentId(known.Id, IsNew: false), await box.Store.FindOrTakeId(box.Context, known.Hash, Token));
        Assert.Equal(new ContentId(known.Id + 1, IsNew: true), await box.Store.FindOrTakeId(box.Context, HashOf("2"), Token));
    }

    public static async Task Contents_asked_for_at_once_have_an_id_each(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var known = await box.Register("s", "0");
        var asked = Enumerable.Range(0, 200).Select(number => Task.Run(() =>
            (number % 2 == 0 ? tested.Store : tested.Another).FindOrTakeId(box.Context, HashOf($"{number}"), Token)));
        var found = await Task.WhenAll(asked);

        Assert.Equal(new ContentId(known.Id, IsNew: false), found[0]);
        Assert.Equal(Enumerable.Range(known.Id, 200), found.Select(id => id.Id).Order());
    }

    public static async Task The_id_of_a_content_is_found_when_no_more_can_be_taken(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        const int Left = 1 << 20;
        var known = await box.Import("s", "1", int.MaxValue - Left, 1);
        await box.Store.TakeIds(box.Context, Left, Token);
        var (unknown, found) = (
            box.Store.FindOrTakeId(box.Context, HashOf("2"), Token), box.Store.FindOrTakeId(box.Context, known.Hash, Token));

        await Assert.ThrowsAsync<IdsExhaustedException>(() => unknown);
        Assert.Equal(known.Id, (await found).Id);
    }

    public static async Task The_last_id_can_be_taken_and_then_no_more(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        const int Left = 1 << 20;
        await box.Import("s", "1", int.MaxValue - Left, 1);
        await box.Store.TakeIds(box.Context, Left - 2, Token);
        await Assert.ThrowsAsync<IdsExhaustedException>(() => box.Store.TakeIds(box.Context, 3, Token));
        Assert.Equal(int.MaxValue, (await box.Store.TakeIds(box.Context, 2, Token))[1]);
        await Assert.ThrowsAsync<IdsExhaustedException>(() => box.Store.TakeIds(box.Context, 1, Token));
        await box.Import("s", "2", 5, 2);
    }

    private static ContentHash HashOf(string text) => ContentHash.Of(Sandbox.Content(text));
}
