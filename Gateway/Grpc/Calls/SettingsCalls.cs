using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Rest;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
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
        var (target, patch) = (SettingsTarget.Of(request.Subject), ConfigMessages.Read(request));
        if ((target.Invalid ?? patch.Error) is { } error)
        {
            return error;
        }

        var caller = GrpcCall.NewCaller();
        var changed = target.Scope is { } scope
            ? call.Scope(scope).UpdateConfig(patch.Value!, caller, call.Cancelled)
            : call.Schemas.After(target.Name, call.Subject(target.Name).UpdateConfig(patch.Value!, caller, call.Cancelled));
        return await changed.Then(stored => new Wire.UpdateConfigResponse { Stored = ConfigMessages.Show(stored) });
    }

    public static async Task<Outcome<Wire.DeleteConfigResponse>> DeleteConfig(GrpcCall call, Wire.DeleteConfigRequest request)
    {
        var target = SettingsTarget.Of(request.Subject);
        if (target.Invalid is { } invalid)
        {
            return invalid;
        }

        if (target.Scope is not { } scope)
        {
            return await call.Schemas
                .After(target.Name, call.Subject(target.Name).DeleteConfig(GrpcCall.NewCaller(), call.Cancelled))
                .Then(config => new Wire.DeleteConfigResponse { Removed = ConfigMessages.Show(config) });
        }

        var removed = await call.Scope(scope).DeleteConfig(GrpcCall.NewCaller(), call.Cancelled);
        return removed is { Error: null, Value: null } && !target.IsTop
            ? RegistryErrors.SubjectNotFound(target.Shown)
            : removed.Then(config => new Wire.DeleteConfigResponse { Removed = ConfigMessages.Show(config ?? RegistryConfig.Empty) });
    }

    public static async Task<Outcome<Wire.GetModeResponse>> GetMode(GrpcCall call, Wire.GetModeRequest request) =>
        (await Settings(call, request.Subject)).Then(settings => new Wire.GetModeResponse
        {
            Stored = WireEnums.Show(settings.Mode),
            Effective = WireEnums.Show(settings.EffectiveMode),
        });

    public static async Task<Outcome<Wire.SetModeResponse>> SetMode(GrpcCall call, Wire.SetModeRequest request)
    {
        var (target, mode) = (SettingsTarget.Of(request.Subject), WireEnums.Read(request.Mode));
        if ((target.Invalid ?? mode.Error) is { } error)
        {
            return error;
        }

        if (mode.Value == RegistryMode.Forward && target.Scope != SubjectName.GlobalContext)
        {
            return RegistryErrors.ForwardModeOnlyGlobal();
        }

        var caller = GrpcCall.NewCaller();
        var changed = target.Scope is { } scope
            ? call.Scope(scope).SetMode(mode.Value, request.Force, caller, call.Cancelled)
            : call.Subject(target.Name).SetMode(mode.Value, request.Force, caller, call.Cancelled);
        return await changed.Then(_ => new Wire.SetModeResponse { Mode = request.Mode });
    }

    public static async Task<Outcome<Wire.DeleteModeResponse>> DeleteMode(GrpcCall call, Wire.DeleteModeRequest request)
    {
        var target = SettingsTarget.Of(request.Subject);
        if (target.Invalid is { } invalid)
        {
            return invalid;
        }

        if (target.Scope is not { } scope)
        {
            return await call.Subject(target.Name).DeleteMode(GrpcCall.NewCaller(), call.Cancelled)
                .Then(mode => new Wire.DeleteModeResponse { Removed = WireEnums.Show(mode) });
        }

        var removed = await call.Scope(scope).DeleteMode(request.Recursive, GrpcCall.NewCaller(), call.Cancelled);
        return removed is { Error: null, Value: null } && !target.IsTop && !request.Recursive
            ? RegistryErrors.SubjectNotFound(target.Shown)
            : removed.Then(mode => new Wire.DeleteModeResponse { Removed = WireEnums.Show(mode) });
    }

    private static async Task<Outcome<SettingsAnswer>> Settings(GrpcCall call, string subject)
    {
        var target = SettingsTarget.Of(subject);
        if (!target.Name.IsStorable)
        {
            return RegistryErrors.InvalidSubject(target.Shown);
        }

        return target.Scope is { } scope
            ? await call.Scope(scope).GetSettings(call.Cancelled)
            : await call.Subject(target.Name).GetSettings(call.Cancelled);
    }
}
