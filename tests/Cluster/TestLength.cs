namespace SchemaRegistry.Cluster;

/// <summary>How long and how hard a test runs: short by default, long with <c>LONG_TESTS=1</c>.</summary>
internal static class TestLength
{
    public static int Of(int normal, int large) => Environment.GetEnvironmentVariable("LONG_TESTS") == "1" ? large : normal;
}
