namespace SchemaRegistry.Gateway.Tests.Retries;

/// <summary>Fails the first call of a method as the runtime does when a call waited too long for a place of its grain.</summary>
internal sealed class ExpiringCall : IOutgoingGrainCallFilter
{
    private string? _method;

    public void Next(string method) => _method = method;

    public Task Invoke(IOutgoingGrainCallContext context) =>
        context.MethodName == _method && Interlocked.Exchange(ref _method, null) is not null
            ? throw new OperationCanceledException("Message expired before placement could complete.")
            : context.Invoke();
}
