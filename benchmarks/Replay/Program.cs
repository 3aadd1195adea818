using System.Globalization;
using SchemaRegistry.Replay;

switch (args)
{
    case ["record", var assembly, var file, .. var rest]:
        await Recorder.Record(assembly, file, Number(rest, 0, 1), Number(rest, 1, 20_000));
        return 0;
    case ["compare", var before, var after]:
        return Comparison.Show(before, after) ? 0 : 1;
    default:
        Console.Error.WriteLine("record <SchemaRegistry.Silo.dll> <file> [seed] [requests], or compare <file> <file>");
        return 2;
}

static int Number(string[] arguments, int position, int absent) =>
    position < arguments.Length ? int.Parse(arguments[position], CultureInfo.InvariantCulture) : absent;
