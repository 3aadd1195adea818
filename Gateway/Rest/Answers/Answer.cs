using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>What a handler answers: a status and a body that is complete before the first byte leaves.</summary>
internal class Answer
{
    private readonly AnswerBody _body;
    private readonly bool _bearsTag;

    private protected Answer(int status, AnswerBody body, bool bearsTag = false) =>
        (Status, _body, _bearsTag) = (status, body, bearsTag);

    public static Answer NoContent { get; } = new(StatusCodes.Status204NoContent, new AnswerBody(default));

    public int Status { get; }

    public int? RetryAfterSeconds { get; private init; }

    /// <summary>Why the registry failed, when the caller is not to blame; else null.</summary>
    public FailedAnswer? Failure { get; private init; }

    /// <summary>The methods of the path, with a 405 and with OPTIONS.</summary>
    public string? Allow { get; private init; }

    public static Answer Json(Action<Utf8JsonWriter> write) => Of(new AnswerBody(EncodedJson.Of(write)));

    public static Answer Text(string text) => Of(new AnswerBody(Encoding.UTF8.GetBytes(text)));

    public static Answer Of(AnswerBody body) => new(StatusCodes.Status200OK, body);

    public static Answer Options(string allow) => new(StatusCodes.Status200OK, new AnswerBody(default)) { Allow = allow };

    /// <param name="error">What is told.</param>
    /// <param name="allow">The methods of the path, with a 405.</param>
    /// <param name="reason">Why, where it is the registry's failure. An outcome that is one comes of contention.</param>
    public static Answer Error(RegistryError error, string? allow = null, FailureReason reason = FailureReason.Contention)
    {
        var body = EncodedJson.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("error_code", error.Code);
            writer.WriteString("message", error.Message);
            writer.WriteEndObject();
        });
        return new Answer(error.Status, new AnswerBody(body))
        {
            Allow = allow,
            RetryAfterSeconds = error.Status == StatusCodes.Status503ServiceUnavailable ? 1 : null,
            Failure = error.Status >= StatusCodes.Status500InternalServerError ? new FailedAnswer(reason, error.Message) : null,
        };
    }

    /// <summary>The value's form, or the error's.</summary>
    public static Answer Of<T>(Outcome<T> outcome, Action<Utf8JsonWriter, T> write) =>
        outcome.Error is { } error ? Error(error) : Json(writer => write(writer, outcome.Value!));

    /// <summary>A JSON array that is written while it is read.</summary>
    public static Answer List<T>(IAsyncEnumerable<T> items, Action<Utf8JsonWriter, T> write) => new StreamedList<T>(items, write);

    /// <summary>The same with an <c>ETag</c>; a client that has it already is told so.</summary>
    public Answer Tagged() => Status == StatusCodes.Status200OK ? new Answer(Status, _body, bearsTag: true) : this;

    public virtual async Task Write(HttpContext http, string mediaType)
    {
        var response = http.Response;
        response.StatusCode = Status;
        if (Failure is not null)
        {
            http.Features.Set(Failure);
        }

        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Allow is not null)
        {
            response.Headers.Allow = Allow;
        }

        if (Status == StatusCodes.Status204NoContent || IsKnown(http))
        {
            return;
        }

        response.ContentType = mediaType;
        var bytes = _body.Describe(response, takesGzip: _body.IsWorthCompressing && Compression.IsAccepted(http.Request));
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await LongBody.Write(http, bytes, _body.IsCached, http.RequestAborted);
        }
    }

    private bool IsKnown(HttpContext http)
    {
        if (!_bearsTag)
        {
            return false;
        }

        var tag = EntityTag.Of(_body.Plain);
        http.Response.Headers.ETag = tag.ToString();
        if (!EntityTag.IsKnown(http.Request, tag))
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
