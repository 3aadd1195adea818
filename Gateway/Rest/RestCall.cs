using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>One REST request as a handler sees it: decoded path values, the query, the body, and the door to the registry.</summary>
internal sealed class RestCall(HttpContext http, IRegistry registry, LocalAnswers answers, GatewayOptions options, TrafficBudget budget)
{
    public HttpContext Http => http;

    public IRegistry Registry => registry;

    public LocalAnswers LocalAnswers => answers;

    public GatewayOptions Options => options;

    public RestQuery Query { get; } = new(http.Request.QueryString.Value ?? "", http.Features.Get<RestTarget>()?.QueryContext);

    public Caller Caller { get; } =
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? Callers.Reading(http) : Callers.Changing(http);

    public CancellationToken Cancelled => http.RequestAborted;

    /// <summary>The subject that the path names, or what it is an alias of.</summary>
    public Target Subject => Target.Named(SubjectName.Parse(PathText("subject")));

    /// <summary>The version that the path names.</summary>
    public Outcome<int> Version => VersionNumber.Parse(PathText("version"));

    public string PathText(string name) =>
        http.GetRouteValue(name) is string value ? RoutePath.Unescape(value) : "";

    /// <summary>The body read by <paramref name="read"/>; its own text names what is wrong with it.</summary>
    /// <param name="argument">What the protocol calls the body, for the message when there is none.</param>
    public Task<Outcome<T>> Body<T>(string argument, Func<BodyValue, Outcome<T>> read) =>
        BodyReader.Read(http.Request, options.MaxRequestBytes, budget, argument, read);

    public Task<Outcome<T>> Ask<T>(Operation<T> operation) => registry.Ask(operation, Cancelled);

    public IAsyncEnumerable<T> List<T>(Listing<T> listing) => registry.List(listing, Cancelled);
}
