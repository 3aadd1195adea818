using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using SchemaRegistry.Gateway.Rest.Hosting;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>What a failure that should not have happened looks like from outside (reference 1.3).</summary>
public sealed class FaultTests : IDisposable
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private FailureReports Failures =>
        new(_meters.GetRequiredService<IMeterFactory>(), TimeProvider.System, NullLogger<FailureReports>.Instance);

    public void Dispose() => _meters.Dispose();

    [Fact]
    public async Task An_uncaught_failure_says_no_more_than_that()
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        var middleware = new FaultMiddleware(_ => throw new InvalidOperationException("inner workings"), Failures, NullLogger<FaultMiddleware>.Instance);

        await middleware.Invoke(http);

        Assert.Equal(
            (500, """{"error_code":500,"message":"Internal Server Error"}"""),
            (http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray())));
    }

    public static TheoryData<Exception> FaultsThatPass =>
    [
        new TimeoutException(),
        new SiloUnavailableException(),
        new OperationCanceledException("a call that expired while nobody had cancelled it"),
        new ConnectionAbortedException(),
        new InsufficientMemoryException(),
    ];

    [Theory]
    [MemberData(nameof(FaultsThatPass))]
    public async Task What_cannot_be_done_for_now_may_be_tried_again(Exception fault)
    {
        var http = new DefaultHttpContext();
        var middleware = new FaultMiddleware(_ => throw fault, Failures, NullLogger<FaultMiddleware>.Instance);

        await middleware.Invoke(http);

        Assert.Equal((503, "1"), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task That_memory_ran_out_is_logged_for_it_should_have_been_weighed()
    {
        using var log = new WarningLog();
        var middleware = new FaultMiddleware(_ => throw new InsufficientMemoryException(), Failures, log.For<FaultMiddleware>());

        await middleware.Invoke(new DefaultHttpContext());

        Assert.Single(log.Lines);
    }
}
