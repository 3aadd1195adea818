using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>
/// A Kubernetes API server for tests, on loopback: ConfigMaps, Leases and Pods of any namespace, over HTTP like the real one. It can
/// fail on command, go away and come back with its objects, and it records all requests.
/// </summary>
internal sealed class KubernetesApi : IAsyncDisposable
{
    public const string Namespace = "registry";
    private const string Token = "secret";
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<ApiRequest> _requests = new();
    private readonly int _port = FreePort.Next();
    private CancellationTokenSource _ending = new();
    private WebApplication? _server;

    private KubernetesApi()
    {
    }

    public ApiObjects Objects { get; } = new();

    /// <summary>Whether a watch that begins too early hears of it by its status instead of by its first event.</summary>
    public bool TellsGoneByStatus { get; set; }

    /// <summary>So many times as fast its watches come to their end.</summary>
    public int Times { get; set; } = 1;

    /// <summary>Asked before each call; a failure that it answers with happens.</summary>
    public Func<ApiRequest, ApiFailure?> Failing { get; set; } = _ => null;

    /// <summary>Awaited when a call has been carried out, before its answer goes out.</summary>
    public Func<ApiRequest, Task> Answering { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyCollection<ApiRequest> Requests => _requests;

    /// <summary>A kubeconfig file that leads here.</summary>
    public string KubeConfig => _folder.File("kubeconfig");

    public static async Task<KubernetesApi> Start()
    {
        var api = new KubernetesApi();
        await File.WriteAllTextAsync(api.KubeConfig, $"""
            apiVersion: v1
            kind: Config
            current-context: here
            contexts:
            - name: here
              context:
                cluster: here
                user: me
                namespace: {Namespace}
            clusters:
            - name: here
              cluster:
                server: http://127.0.0.1:{api._port}
            users:
            - name: me
              user:
                token: {Token}
            """);
        await api.ComeBack();
        return api;
    }

    public async Task ComeBack()
    {
        _ending = new CancellationTokenSource();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        _server = builder.Build();
        _server.Run(Answer);
        await _server.StartAsync();
    }

    /// <summary>Connections are refused from now on, and those that are open break.</summary>
    public async Task GoAway()
    {
        await _ending.CancelAsync();
        if (_server is not null)
        {
            using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await _server.StopAsync(atOnce.Token);
            await _server.DisposeAsync();
            _server = null;
        }
    }

    public void ForgetRequests() => _requests.Clear();

    /// <summary>Makes a running pod.</summary>
    public void AddPod(string name, params (string Name, string Value)[] labels) => Objects.Create("pods", Namespace, new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Name, (JsonNode?)label.Value))),
        },
        ["status"] = new JsonObject { ["phase"] = "Running" },
    });

    public void DeleteTable(string cluster) => Objects.Delete("configmaps", Namespace, $"orleans-{cluster}");

    public void DeletePod(string name) => Objects.Delete("pods", Namespace, name);

    public async ValueTask DisposeAsync()
    {
        await GoAway();
        _ending.Dispose();
        _folder.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        // {group}/namespaces/{space}/{kind}[/{name}]
        var steps = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(steps, "namespaces");
        var (space, kind, name) = (steps[at + 1], steps[at + 2], steps.ElementAtOrDefault(at + 3));
        var request = new ApiRequest(
            context.Request.Method, kind, name, context.Request.QueryString.Value ?? "", context.Request.ContentType ?? "")
        { At = Stopwatch.GetTimestamp() };
        _requests.Enqueue(request);
        if (Failing(request) is { } failure)
        {
            await Fail(context, request, space, failure);
        }
        else if (Refuse(context.Request, string.Join('/', steps[..at]), kind) is { } refusal)
        {
            await Write(context, refusal);
        }
        else if (request.IsWatch)
        {
            await new ApiWatch(Objects, kind, space, TellsGoneByStatus, request.TimeoutSeconds / Times).Serve(context, _ending.Token);
        }
        else
        {
            var answer = await CarryOut(context, request, space);
            request.Status = answer.Status;
            await Answering(request);
            await Write(context, answer);
        }
    }

    // Parameters that are not implemented are refused, since a real server would not ignore them.
    private static ApiAnswer? Refuse(HttpRequest request, string group, string kind)
    {
        if (request.Headers.Authorization != $"Bearer {Token}")
        {
            return ApiAnswer.Error(401, "Unauthorized", "Unauthorized");
        }

        if (group != (kind == "leases" ? "apis/coordination.k8s.io/v1" : "api/v1"))
        {
            return ApiAnswer.Error(404, "NotFound", "the server could not find the requested resource");
        }

        return request.Query.Keys.Except(["labelSelector", "fieldSelector", "watch", "resourceVersion", "timeoutSeconds"]).FirstOrDefault() is { } unknown
            ? ApiAnswer.Error(501, "NotImplemented", unknown)
            : null;
    }

    private async Task Fail(HttpContext context, ApiRequest request, string space, ApiFailure failure)
    {
        if (failure.IsLate)
        {
            await CarryOut(context, request, space);
        }

        if (failure.Status == 0)
        {
            using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ending.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, until.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (failure.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await Write(context, failure.Answer(request.Kind));
    }

    private async Task<ApiAnswer> CarryOut(HttpContext context, ApiRequest request, string space)
    {
        var body = context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0
            ? await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)
            : null;
        return (request.Method, request.Name) switch
        {
            ("GET", null) => Objects.List(request.Kind, space, ApiSelector.Of(context.Request.Query)),
            ("GET", { } name) => Objects.Read(request.Kind, space, name),
            ("POST", null) => Objects.Create(request.Kind, space, body!.AsObject()),
            ("PATCH", { } name) => Objects.Patch(request.Kind, space, name, request.ContentType, body!),
            ("DELETE", { } name) => Objects.Delete(request.Kind, space, name, body as JsonObject),
            _ => ApiAnswer.Error(405, "MethodNotAllowed", request.Method),
        };
    }

    private static async Task Write(HttpContext context, ApiAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Body.ToJsonString(), context.RequestAborted);
    }
}
