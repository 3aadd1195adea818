using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Postgres.Functions;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>How the functions of the database keep up with their files, beside builds that know older or newer ones.</summary>
[Requires("postgresql")]
public sealed class FunctionTests(PostgresAssembly assembly)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_database_gets_the_functions_of_the_files_and_no_others()
    {
        await using var database = await Create();
        await database.Store.Migrate(Token);
        var functions = await database.Functions;
        Assert.Equal(
            PostgresFunction.ReadAll().Select(function => function.Name).Order(StringComparer.Ordinal),
            functions.Select(function => function.Name));

        foreach (var function in PostgresFunction.ReadAll())
        {
            await database.Execute(function.Text);
        }

        Assert.Equal(functions, await database.Functions);
    }

    [Fact]
    public async Task A_database_of_the_migrations_alone_gets_the_functions_of_the_files()
    {
        await using var database = await Create();
        await database.MigrateAsBefore();
        Assert.False(await database.Store.IsMigrated(Token));

        await database.Store.Migrate(Token);
        Assert.True(await database.Store.IsMigrated(Token));
        await new Sandbox(database.Store).Register("s", "1");

        await using var empty = await Create();
        await empty.Store.Migrate(Token);
        Assert.Equal(await empty.Functions, await database.Functions);
    }

    [Fact]
    public async Task A_build_that_knows_only_the_migrations_finds_the_parameters_and_results_it_relies_on()
    {
        await using var database = await Create();
        await database.MigrateAsBefore();
        var before = await database.Functions;
        await database.Store.Migrate(Token);
        var after = await database.Functions;
        var names = PostgresFunction.ReadAll().Select(function => function.Name);
        Assert.All(
            before.IntersectBy(names, function => function.Name),
            function => Assert.Contains((function.Name, function.Signature), after.Select(other => (other.Name, other.Signature))));
    }

    [Fact]
    public async Task A_text_that_differs_from_its_migration_has_a_higher_number()
    {
        await using var database = await Create();
        await database.MigrateAsBefore();
        var before = await database.Functions;
        await database.Store.Migrate(Token);
        var after = await database.Functions;
        var first = PostgresFunction.ReadAll().Where(function => function.Version == 1).Select(function => function.Name);
        Assert.All(before.IntersectBy(first, function => function.Name), function => Assert.Contains(function, after));
    }

    [Fact]
    public async Task An_older_build_that_starts_later_takes_no_function_back()
    {
        await using var database = await Create();
        await database.Store.Migrate(Token);
        var own = await database.Functions;
        await database.Apply([.. PostgresFunction.ReadAll().Select(Newer)]);
        var newer = await database.Functions;
        Assert.Empty(newer.Intersect(own));

        await database.Store.Migrate(Token);
        Assert.Equal(newer, await database.Functions);
        Assert.True(await database.Store.IsMigrated(Token));
    }

    [Fact]
    public async Task A_newer_text_replaces_the_one_that_is_there()
    {
        await using var database = await Create();
        await database.Store.Migrate(Token);
        await database.Apply(Answering(1, "'old'"));
        await database.Apply(Answering(2, "'new'"));
        var function = (await database.Functions).Single(function => function.Name == "answering");
        Assert.Contains("'new'", function.Definition, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_the_database_refuses_is_named_and_none_of_its_build_is_taken()
    {
        await using var database = await Create();
        await database.Store.Migrate(Token);
        var before = await database.Functions;

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => database.Apply(Answering(1, "'well'"), new PostgresFunction("broken", 1, "CREATE FUNCTION registry.broken()")));
        Assert.Contains("broken", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, await database.Functions);
    }

    [Theory]
    [InlineData("CREATE FUNCTION registry.f() RETURNS text RETURN '1';")]
    [InlineData("-- version\nCREATE FUNCTION registry.f() RETURNS text RETURN '1';")]
    public void A_text_without_its_number_is_refused(string text) =>
        Assert.Throws<FormatException>(() => PostgresFunction.Parse("f", text));

    private async Task<MigratedDatabase> Create() => new(await (await assembly.Server).CreateDatabase());

    /// <summary>The same function as a later build might have it.</summary>
    private static PostgresFunction Newer(PostgresFunction function) => function with
    {
        Version = function.Version + 1,
        Text = function.Text.Replace("LANGUAGE ", "COST 7 LANGUAGE ", StringComparison.Ordinal),
    };

    private static PostgresFunction Answering(int version, string answer) => new(
        "answering", version, $"CREATE OR REPLACE FUNCTION registry.answering() RETURNS text LANGUAGE sql RETURN {answer}");
}
