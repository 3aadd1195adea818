using System.Net.Sockets;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>Many senders of long bodies, most of which wait for room. The process is theirs alone: what they leave behind is nobody else's.</summary>
[Slow]
[Collection(nameof(SmallHeap))]
public sealed class WaitingSenderTests(FloodedHeap registry) : RestTests(registry.Process), IClassFixture<FloodedHeap>
{
    private const int Many = 500;

    /// <summary>Who has no room yet is not read; what the server takes of it meanwhile is weighed by nobody.</summary>
    [Fact]
    public async Task They_take_little_of_the_memory_beside_it()
    {
        await IdOf(Subject, Avro.Text);
        var head = SlowSenderTests.Begun(Subject);
        var part = new byte[100_000];
        var senders = new List<Socket>();
        try
        {
            for (var i = 0; i < Many; i++)
            {
                var sender = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                senders.Add(sender);
                await sender.ConnectAsync("127.0.0.1", Registry.Port, Token);
                sender.Blocking = false;
                sender.Send(head, SocketFlags.None, out _);
            }

            for (var round = 0; round < 20; round++)
            {
                foreach (var sender in senders)
                {
                    sender.Send(part, SocketFlags.None, out _);
                }

                (await Get($"/subjects/{Subject}/versions/latest")).IsOk();
                Assert.InRange(Registry.ResidentBytes, 0, 2 * SmallHeap.HeapBytes);
            }

            Assert.Empty(Registry.Faults);
        }
        finally
        {
            senders.ForEach(sender => sender.Dispose());
        }
    }
}

/// <summary>A small heap of its own.</summary>
public sealed class FloodedHeap : SmallHeap;
