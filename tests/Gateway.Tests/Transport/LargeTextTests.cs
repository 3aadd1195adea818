using System.Collections.Immutable;
using System.Diagnostics.Tracing;
using System.Text;
using System.Text.Json;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>Large texts take nothing large from the process's pool of arrays, which would keep it.</summary>
public sealed class LargeTextTests
{
    private const int Large = 256 << 10;
    private static readonly string Text = string.Concat(Enumerable.Repeat("{\"doc\": \"ä\\n\"} ", 400_000));

    private static SchemaContent Content => new(
        SchemaType.Avro, Text, [], new Metadata(null, ImmutableSortedDictionary.Create<string, string>().Add("k", Text), null), null);

    [Fact]
    public void A_large_body_is_read_without_large_loans()
    {
        var body = Encoding.UTF8.GetBytes($"{{\"schema\":{JsonEncodedText.Encode(Text).ToString().Insert(0, "\"")}\"}}");
        string? read = null;

        Assert.Empty(Loans.During(() => read = BodyValue.Parse(body).Find("schema")!.GetString()));

        Assert.Equal(Text, read);
    }

    [Fact]
    public void A_large_version_is_written_without_large_loans()
    {
        var schema = new SubjectSchema("s", 1, 1, Guid.Empty, Content, 0, Deleted: false);
        ReadOnlyMemory<byte> written = default;

        Assert.Empty(Loans.During(() => written = EncodedJson.Of(writer => SchemaJson.WriteSubjectSchema(writer, schema, tags: []))));

        using var read = JsonDocument.Parse(written);
        Assert.Equal(Text, read.RootElement.GetProperty("schema").GetString());
        Assert.Equal(Text, read.RootElement.GetProperty("metadata").GetProperty("properties").GetProperty("k").GetString());
    }

    /// <summary>What this thread borrows of the pools.</summary>
    private sealed class Loans : EventListener
    {
        private const int BufferRented = 1;
        private readonly int _thread = Environment.CurrentManagedThreadId;
        private readonly List<int> _large = [];

        public static List<int> During(Action action)
        {
            using var loans = new Loans();
            action();
            return loans._large;
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Buffers.ArrayPoolEventSource")
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventId == BufferRented && Environment.CurrentManagedThreadId == _thread && eventData.Payload![1] is int size and > Large)
            {
                _large.Add(size);
            }
        }
    }
}
