using System.Globalization;

namespace SchemaRegistry.Running;

/// <summary>
/// How long and how hard a test runs. <c>LONG_TESTS=1</c> makes campaigns of those that can be, and <c>TEST_SHARE=16</c> leaves
/// a sixteenth of those that try many cases.
/// </summary>
internal static class TestLength
{
    private static readonly int Share = int.Parse(Environment.GetEnvironmentVariable("TEST_SHARE") ?? "1", CultureInfo.InvariantCulture);

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("LONG_TESTS") == "1";

    public static int Of(int normal, int large) => IsLong ? large : normal;

    /// <summary>How many cases a property is tried with.</summary>
    public static int Cases(int normal, int? large = null) => Of(normal, large ?? normal) / Share;
}
