using System.Text.Json;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>What a process says as it ends, when its log may be closed already: a line of log where all that is written is log.</summary>
internal static class LastLine
{
    public static Task Write(LogLevel level, string line) => Console.Error.WriteLineAsync(
        Environment.GetEnvironmentVariable(Settings.LogFormat.Name) is { } format && format.Equals("json", StringComparison.OrdinalIgnoreCase)
            ? JsonSerializer.Serialize(new { LogLevel = level.ToString(), Category = "SchemaRegistry.Silo", Message = line })
            : line);
}
