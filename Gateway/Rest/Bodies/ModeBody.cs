using System.Text.Json;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Bodies;

/// <summary>The body of PUT /mode (reference 9): null clears the mode. The answer repeats it as it was given.</summary>
internal sealed record ModeBody(RegistryMode? Mode, string? Given)
{
    public static Outcome<ModeBody> Read(BodyValue body)
    {
        if (body.Find("mode") is not { } member)
        {
            return RegistryErrors.InvalidMode();
        }

        if (member.Kind == JsonValueKind.Null)
        {
            return new ModeBody(null, null);
        }

        var name = BodyMembers.TextOf(member, "mode");
        return RegistryModeNames.TryParse(name, out var mode) ? new ModeBody(mode, name) : RegistryErrors.InvalidMode();
    }
}
