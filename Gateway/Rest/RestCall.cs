using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Rest.Paths;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>One REST request as a handler sees it: decoded path values, the query, the body, the grains.</summary>
internal sealed class RestCall(
    HttpContext http, IGrainFactory grains, SchemaCache schemas, GatewayOptions options, ISubjectsAtHand? near = null)
{
    private static readonly JsonDocumentOptions BodyOptions = new() { MaxDepth = 1_000 };

    // Some editors and scripts put it before what they send, and the original's JSON reader passes over it.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public HttpContext Http => http;

    public CancellationToken Cancelled => http.RequestAborted;

    public GatewayOptions Options => options;

    public RestQuery Query { get; } = new(http.Request.QueryString.Value ?? "", http.Features.Get<RestTarget>()?.QueryContext);

    /// <summary>A new id for each request, so that each change can be told from every other.</summary>
    public Caller Caller { get; } = new("anonymous", Guid.CreateVersion7());

    public IReaderGrain Reader => grains.Reader();

    public SchemaCache Schemas => schemas;

    /// <summary>Subjects whose grains live in this process; null where there is no silo.</summary>
    public ISubjectsAtHand? Near => near;

    public IWebhooksGrain Webhooks => grains.Webhooks();

    public ISubjectGrain Subject(SubjectName subject) => grains.Subject(subject);

    public IScopeGrain Scope(string scope) => grains.Scope(scope);

    public string PathText(string name) =>
        http.GetRouteValue(name) is string value ? RoutePath.Unescape(value) : "";

    /// <summary>The subject that the path names, which may be an alias of another: see <see cref="AliasHop"/>.</summary>
    public SubjectName GivenSubject => SubjectName.Parse(PathText("subject"));

    /// <summary>The subject of the path, or the one it is an alias of.</summary>
    public async ValueTask<SubjectName> PathSubject() => await Resolve(GivenSubject);

    /// <summary>
    /// The <c>subject</c> of the query, inside the context of the path prefix; null when there is neither.
    /// </summary>
    public SubjectName? QuerySubject() => Query.Subject("subject");

    /// <summary>The body read by <paramref name="read"/>; its own text names what is wrong with it.</summary>
    /// <param name="argument">What the protocol calls the body, for the message when there is none.</param>
    public async Task<Outcome<T>> Body<T>(string argument, Func<JsonElement, Outcome<T>> read)
    {
        if (!MediaTypes.IsReadable(http.Request))
        {
            return RestErrors.UnsupportedMediaType;
        }

        var bytes = await ReadBody();
        if (bytes is null)
        {
            return RestErrors.BodyTooLarge(options.MaxRequestBytes);
        }

        var body = bytes.WrittenSpan.StartsWith(ByteOrderMark) ? bytes.WrittenMemory[ByteOrderMark.Length..] : bytes.WrittenMemory;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return RegistryErrors.MissingBody(argument);
        }

        if (!Utf8.IsValid(body.Span))
        {
            return RestErrors.BadRequest("The request body is not valid UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(body, BodyOptions);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => read(document.RootElement),
                JsonValueKind.Null => RegistryErrors.MissingBody(argument),
                _ => RestErrors.BadRequest("The request body must be a JSON object"),
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate pair in an escape comes to.
            return RestErrors.BadRequest(fault.Message);
        }
    }

    // One hop only (reference 2.5). The answer comes from the memory of the subject's own grain.
    public async ValueTask<SubjectName> Resolve(SubjectName subject) =>
        !subject.IsContext && subject.IsStorable && await grains.Subject(subject).FindAlias(Cancelled) is { } target
            ? SubjectName.Parse(target)
            : subject;

    private async Task<ArrayBufferWriter<byte>?> ReadBody()
    {
        var declared = http.Request.ContentLength ?? 0;
        if (declared > options.MaxRequestBytes)
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>(Math.Max(1_024, (int)declared + 1));
        while (true)
        {
            var read = await http.Request.Body.ReadAsync(bytes.GetMemory(1), Cancelled);
            if (read == 0)
            {
                return bytes;
            }

            bytes.Advance(read);
            if (bytes.WrittenCount > options.MaxRequestBytes)
            {
                return null;
            }
        }
    }
}
