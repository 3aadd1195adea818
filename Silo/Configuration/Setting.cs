namespace SchemaRegistry.Silo.Configuration;

/// <summary>An environment variable that the registry reads.</summary>
/// <param name="Default">As it would be written in the environment; empty when there is none.</param>
/// <param name="Accepts">What may be written there, with its unit.</param>
/// <param name="Effect">What it does, in one sentence.</param>
public sealed record Setting(string Name, string Default, string Accepts, string Effect);

/// <summary>A setting that stops the start. One line that names the variable and what it accepts.</summary>
public sealed class SettingException(string message) : Exception(message);
