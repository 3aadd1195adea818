using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Hosting;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Tests.Telemetry;

/// <summary>An answer that the registry failed is counted by its reason and leaves a line, of which there are few.</summary>
public sealed class FailureReportTests : IDisposable
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly List<string> _counted = [];
    private readonly Lines _lines = new();
    private readonly FailureReports _reports;

    public FailureReportTests()
    {
        _reports = new FailureReports(_meters.GetRequiredService<IMeterFactory>(), TimeProvider.System, _lines);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "schema_registry.failures" && instrument.Meter.Scope == _meters.GetRequiredService<IMeterFactory>())
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => _counted.Add($"{count} {tags[0].Value} {tags[1].Value}"));
        _listener.Start();
    }

    public static TheoryData<Exception, string> Faults => new()
    {
        { new RegistryUnavailableException("the store is away"), "1 http store" },
        { new NoRoomException(NoRoom.Coming), "1 http memory" },
        { new InsufficientMemoryException(), "1 http memory" },
        { new TimeoutException(), "1 http cluster" },
        { new InvalidOperationException(), "1 http internal" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_counted_by_its_reason(Exception fault, string counted)
    {
        await Serve(_ => throw fault);

        Assert.Equal([counted], _counted);
        Assert.Single(_lines.Told);
    }

    [Fact]
    public async Task A_refusal_for_contention_is_one_of_them()
    {
        await Serve(http => Answer.Error(RegistryErrors.TooMuchContention("s")).Write(http, MediaTypes.Versioned));

        Assert.Equal(["1 http contention"], _counted);
    }

    [Fact]
    public async Task What_a_caller_did_wrong_is_none()
    {
        await Serve(http => Answer.Error(RegistryErrors.SubjectNotFound("s")).Write(http, MediaTypes.Versioned));

        Assert.Empty(_counted);
        Assert.Empty(_lines.Told);
    }

    [Fact]
    public async Task Many_of_one_reason_leave_one_line_that_says_why()
    {
        for (var time = 0; time < 1_000; time++)
        {
            await Serve(_ => throw new RegistryUnavailableException("too many connections"));
        }

        Assert.Equal(1_000, _counted.Count);
        Assert.Contains("too many connections", Assert.Single(_lines.Told), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    private Task Serve(RequestDelegate answer)
    {
        var http = new DefaultHttpContext { Response = { Body = Stream.Null } };
        return new FaultMiddleware(answer, _reports, NullLogger<FaultMiddleware>.Instance).Invoke(http);
    }

    private sealed class Lines : ILogger<FailureReports>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add(formatter(state, exception));
    }
}
