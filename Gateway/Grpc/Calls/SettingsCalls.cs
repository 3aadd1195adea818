using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Settings;
using SchemaRegistry.Grains.Abstractions;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Configuration and mode of a subject, a context, or the top level.</summary>
internal static class SettingsCalls
{
    public static async Task<Outcome<Wire.GetConfigResponse>> GetConfig(GrpcCall call, Wire.GetConfigRequest request) =>
        (await Settings(call, request.Subject)).Then(settings => new Wire.GetConfigResponse
        {
            Stored = settings.Config is { } stored ? ConfigMessages.Show(stored) : null,
            Effective = ConfigMessages.ShowEffective(settings.EffectiveConfig, call.Options.DefaultLevel),
        });

    public static async Task<Outcome<Wire.UpdateConfigResponse>> UpdateConfig(GrpcCall call, Wire.UpdateConfigRequest request)
    {
        var (owner, patch) = (SettingsTarget.Of(request.Subject), ConfigMessages.Read(request));
        return patch.Error is { } error
            ? error
            : await call.Ask(new UpdateConfig(call.Writer, owner, patch.Value!))
                .Then(stored => new Wire.UpdateConfigResponse { Stored = ConfigMessages.Show(stored) });
    }

    public static Task<Outcome<Wire.DeleteConfigResponse>> DeleteConfig(GrpcCall call, Wire.DeleteConfigRequest request) =>
        call.Ask(new DeleteConfig(call.Writer, SettingsTarget.Of(request.Subject)))
            .Then(removed => new Wire.DeleteConfigResponse { Removed = ConfigMessages.Show(removed) });

    public static async Task<Outcome<Wire.GetModeResponse>> GetMode(GrpcCall call, Wire.GetModeRequest request) =>
        (await Settings(call, request.Subject)).Then(settings => new Wire.GetModeResponse
        {
            Stored = WireEnums.Show(settings.Mode),
            Effective = WireEnums.Show(settings.EffectiveMode),
        });

    public static async Task<Outcome<Wire.SetModeResponse>> SetMode(GrpcCall call, Wire.SetModeRequest request)
    {
        var (owner, mode) = (SettingsTarget.Of(request.Subject), WireEnums.Read(request.Mode));
        return mode.Error is { } error
            ? error
            : await call.Ask(new SetMode(call.Writer, owner, mode.Value, request.Force))
                .Then(_ => new Wire.SetModeResponse { Mode = request.Mode });
    }

    public static Task<Outcome<Wire.DeleteModeResponse>> DeleteMode(GrpcCall call, Wire.DeleteModeRequest request) =>
        call.Ask(new DeleteMode(call.Writer, SettingsTarget.Of(request.Subject), request.Recursive))
            .Then(removed => new Wire.DeleteModeResponse { Removed = WireEnums.Show(removed) });

    private static Task<Outcome<SettingsAnswer>> Settings(GrpcCall call, string subject) =>
        call.Ask(new ReadSettings(call.Reader, SettingsTarget.Of(subject)));
}
