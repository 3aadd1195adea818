namespace SchemaRegistry.Storage.Tests;

/// <summary>How long a random test runs: short by default, long with <c>LONG_TESTS=1</c>.</summary>
internal static class TestLength
{
    public static int Of(int normal, int large) => Environment.GetEnvironmentVariable("LONG_TESTS") == "1" ? large : normal;
}
