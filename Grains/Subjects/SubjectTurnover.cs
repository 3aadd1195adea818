using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using SchemaRegistry.Grains.Writing;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Lets go of subjects that are not asked for, in small steps.</summary>
internal sealed class SubjectTurnover : BackgroundService
{
    private readonly LiveSubjects _subjects;
    private readonly TimeProvider _clock;

    public SubjectTurnover(LiveSubjects subjects, TimeProvider clock, IMeterFactory meters)
    {
        (_subjects, _clock) = (subjects, clock);
        meters.Create(ConsistencyMetrics.MeterName).CreateObservableGauge(
            "schema_registry.subjects.live", () => subjects.Count, "{subject}", "Subjects that are kept in memory.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LiveSubjects.Interval, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                _subjects.Turn();
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops, and its grains with it.
        }
    }
}
