using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Routes;

/// <summary>
/// Configuration and mode (reference 4.5). A path without a subject, or with the default context, is the top level; one with
/// a context alone is that context's scope.
/// </summary>
internal static class SettingsRoutes
{
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/config", "/config/{subject}" })
        {
            routes.Get(path, Right.ReadSettings, GetConfig, ServerOperations.GetConfig);
            routes.Put(path, Right.ChangeSettings, PutConfig, ServerOperations.PutConfig);
            routes.Delete(path, Right.ChangeSettings, DeleteConfig, ServerOperations.DeleteConfig);
        }

        foreach (var path in new[] { "/mode", "/mode/{subject}" })
        {
            routes.Get(path, Right.ReadSettings, GetMode, ServerOperations.GetMode);
            routes.Put(path, Right.ChangeMode, PutMode, ServerOperations.PutMode);
            routes.Delete(path, Right.ChangeMode, DeleteMode, ServerOperations.DeleteMode);
        }
    }

    private static async Task<Answer> GetConfig(RestCall call)
    {
        var (target, settings) = await Settings(call);
        var shown = call.Query.Flag("defaultToGlobal") ? settings.EffectiveConfig
            : target.IsTop ? settings.Config ?? RegistryConfig.Empty
            : settings.Config;
        return shown is null
            ? Answer.Error(RegistryErrors.NoSubjectConfig(target.Shown))
            : Answer.Json(writer => ConfigJson.WriteRead(writer, shown, call.Options.DefaultLevel));
    }

    private static async Task<Answer> PutConfig(RestCall call)
    {
        var target = SettingsTarget.Of(call);
        var body = await call.Body(
            target.IsTop ? "updateTopLevelConfig.request" : "updateSubjectLevelConfig.request", ConfigBody.Read);
        if (body.Error is { } error)
        {
            return Answer.Error(error);
        }

        if (target.Invalid is { } invalid)
        {
            return Answer.Error(invalid);
        }

        var outcome = target.Scope is { } scope
            ? await call.Scope(scope).UpdateConfig(body.Value!, call.Caller, call.Cancelled)
            : await call.Schemas.After(target.Name, call.Subject(target.Name).UpdateConfig(body.Value!, call.Caller, call.Cancelled));
        return Answer.Of(outcome, ConfigJson.WriteStored);
    }

    private static async Task<Answer> DeleteConfig(RestCall call)
    {
        var target = SettingsTarget.Of(call);
        if (target.Scope is not { } scope)
        {
            return Answer.Of(
                await call.Schemas.After(target.Name, call.Subject(target.Name).DeleteConfig(call.Caller, call.Cancelled)),
                (writer, config) => ConfigJson.WriteRead(writer, config, call.Options.DefaultLevel));
        }

        var removed = await call.Scope(scope).DeleteConfig(call.Caller, call.Cancelled);
        if (removed.Error is { } error)
        {
            return Answer.Error(error);
        }

        return removed.Value is null && !target.IsTop
            ? Answer.Error(RegistryErrors.SubjectNotFound(target.Shown))
            : Answer.Json(writer => ConfigJson.WriteRead(writer, removed.Value ?? RegistryConfig.Empty, call.Options.DefaultLevel));
    }

    private static async Task<Answer> GetMode(RestCall call)
    {
        var (target, settings) = await Settings(call);
        var shown = call.Query.Flag("defaultToGlobal") ? settings.EffectiveMode
            : target.IsTop ? settings.Mode ?? RegistryMode.ReadWrite
            : settings.Mode;
        return shown is { } mode
            ? Answer.Json(writer => WriteMode(writer, mode.WireName()))
            : Answer.Error(RegistryErrors.NoSubjectMode(target.Shown));
    }

    private static async Task<Answer> PutMode(RestCall call)
    {
        var target = SettingsTarget.Of(call);
        var body = await call.Body(target.IsTop ? "updateTopLevelMode.request" : "updateMode.request", ModeBody.Read);
        if (body.Error is { } error)
        {
            return Answer.Error(error);
        }

        if (target.Invalid is { } invalid)
        {
            return Answer.Error(invalid);
        }

        var (mode, shown) = (body.Value!.Mode, body.Value.Given);
        if (mode == RegistryMode.Forward && target.Scope != SubjectName.GlobalContext)
        {
            return Answer.Error(RegistryErrors.ForwardModeOnlyGlobal());
        }

        var force = call.Query.Flag("force");
        var outcome = target.Scope is { } scope
            ? await call.Scope(scope).SetMode(mode, force, call.Caller, call.Cancelled)
            : await call.Subject(target.Name).SetMode(mode, force, call.Caller, call.Cancelled);
        return Answer.Of(outcome, (writer, _) => WriteMode(writer, shown));
    }

    private static async Task<Answer> DeleteMode(RestCall call)
    {
        var target = SettingsTarget.Of(call);
        if (target.Scope is not { } scope)
        {
            return Answer.Of(
                await call.Subject(target.Name).DeleteMode(call.Caller, call.Cancelled),
                (writer, mode) => WriteMode(writer, mode.WireName()));
        }

        var isRecursive = call.Query.Flag("recursive");
        var removed = await call.Scope(scope).DeleteMode(isRecursive, call.Caller, call.Cancelled);
        if (removed.Error is { } error)
        {
            return Answer.Error(error);
        }

        if (removed.Value is null && !target.IsTop && !isRecursive)
        {
            return Answer.Error(RegistryErrors.SubjectNotFound(target.Shown));
        }

        var shown = removed.Value ?? (target.IsTop ? RegistryMode.ReadWrite : null);
        return Answer.Json(writer => WriteMode(writer, shown?.WireName()));
    }

    private static async Task<(SettingsTarget Target, SettingsAnswer Settings)> Settings(RestCall call)
    {
        var target = SettingsTarget.Of(call);
        return (target, target.Scope is { } scope
            ? await call.Scope(scope).GetSettings(call.Cancelled)
            : await call.Subject(target.Name).GetSettings(call.Cancelled));
    }

    private static void WriteMode(Utf8JsonWriter writer, string? mode)
    {
        writer.WriteStartObject();
        if (mode is not null)
        {
            writer.WriteString("mode", mode);
        }

        writer.WriteEndObject();
    }
}
