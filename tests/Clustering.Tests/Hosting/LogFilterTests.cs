using Microsoft.Extensions.Logging;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Silo;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Hosting;

/// <summary>What the frameworks log of a start that came to nothing is dropped: why it did is told in one line.</summary>
public sealed class LogFilterTests
{
    private static readonly ObjectDisposedException Gone = new("IServiceProvider");

    [Fact]
    public void Of_a_start_that_is_broken_off_no_stack_is_shown()
    {
        var admission = new Admission();
        admission.Leave();

        Assert.Equal(["without a stack"], Shown(admission));
    }

    [Fact]
    public void Of_a_start_that_was_refused_no_part_is_shown_that_finds_all_disposed_of() =>
        Assert.Equal(["without a stack"], Shown(new Admission()));

    [Fact]
    public void Of_a_process_that_serves_all_is_shown()
    {
        var admission = new Admission();
        admission.Open();

        Assert.Equal(["without a stack", "with a stack", "an error"], Shown(admission));
    }

    private static IEnumerable<string> Shown(Admission admission)
    {
        using var log = new WarningLog();
        using var filter = new LogFilter(log, admission);
        var logger = filter.CreateLogger("Orleans.Runtime.Silo");
        logger.Log(LogLevel.Warning, "without a stack");
        logger.Log(LogLevel.Warning, Gone, "with a stack");
        logger.Log(LogLevel.Error, Gone, "an error");
        return [.. log.Lines];
    }
}
