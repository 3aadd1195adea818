namespace SchemaRegistry.Clustering.Tests.Kubernetes;

[Alias("clustering-tests.echo")]
public interface IEchoGrain : IGrainWithIntegerKey
{
    [Alias("echo")]
    Task<int> Echo(int value);
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<int> Echo(int value) => Task.FromResult(value);
}
