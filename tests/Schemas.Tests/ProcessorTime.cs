namespace SchemaRegistry.Schemas.Tests;

/// <summary>
/// What work costs in processor time, so that neighbours on the machine do not count. That of the whole process: nothing else
/// may run beside it. Compiling the code for the first time does count.
/// </summary>
internal static class ProcessorTime
{
    public static TimeSpan Of(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return Environment.CpuUsage.TotalTime - before;
    }
}
