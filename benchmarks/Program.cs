using BenchmarkDotNet.Running;
using SchemaRegistry.Benchmarks.Lists;

if (args is ["lists", var address, .. var rest])
{
    return await ListBenchmark.Run(new Uri(address), rest is [var count] ? int.Parse(count, null) : 100_000);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
