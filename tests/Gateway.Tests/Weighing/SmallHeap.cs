namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>A registry with as much memory as a pod of half a gigabyte has.</summary>
public class SmallHeap : OwnRegistry
{
    public const long HeapBytes = 384 << 20;

    protected override IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_GCHeapHardLimit"] = "0x18000000",
    };
}

/// <summary>What a process holds, and how soon it answers, can be told where nothing else runs.</summary>
[CollectionDefinition(nameof(SmallHeap), DisableParallelization = true)]
public sealed class SmallHeapCollection : ICollectionFixture<SmallHeap>;
