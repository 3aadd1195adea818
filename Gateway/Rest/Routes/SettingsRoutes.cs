using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Settings;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Rest.OpenApi;
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
            routes.Get(path, Right.ReadSettings, GetConfig, SettingsDescriptions.GetConfig);
            routes.Put(path, Right.ChangeSettings, PutConfig, SettingsDescriptions.PutConfig);
            routes.Delete(path, Right.ChangeSettings, DeleteConfig, SettingsDescriptions.DeleteConfig);
        }

        foreach (var path in new[] { "/mode", "/mode/{subject}" })
        {
            routes.Get(path, Right.ReadSettings, GetMode, SettingsDescriptions.GetMode);
            routes.Put(path, Right.ChangeMode, PutMode, SettingsDescriptions.PutMode);
            routes.Delete(path, Right.ChangeMode, DeleteMode, SettingsDescriptions.DeleteMode);
        }
    }

    private static async Task<Answer> GetConfig(RestCall call)
    {
        var owner = OwnerOf(call);
        var settings = await call.Ask(new ReadSettings(call.Caller, owner));
        if (settings.Error is { } error)
        {
            return Answer.Error(error);
        }

        var shown = call.Query.Flag("defaultToGlobal") ? settings.Value!.EffectiveConfig
            : owner.NamesNoSubject ? settings.Value!.Config ?? RegistryConfig.Empty
            : settings.Value!.Config;
        return shown is null
            ? Answer.Error(RegistryErrors.NoSubjectConfig(owner.Shown))
            : Answer.Json(writer => ConfigJson.WriteRead(writer, shown, call.Options.DefaultLevel));
    }

    private static async Task<Answer> PutConfig(RestCall call)
    {
        var owner = OwnerOf(call);
        var body = await call.Body(owner.NamesNoSubject ? "updateTopLevelConfig.request" : "updateSubjectLevelConfig.request", ConfigBody.Read);
        return body.Error is { } error
            ? Answer.Error(error)
            : Answer.Of(await call.Ask(new UpdateConfig(call.Caller, owner, body.Value!)), ConfigJson.WriteStored);
    }

    private static async Task<Answer> DeleteConfig(RestCall call) => Answer.Of(
        await call.Ask(new DeleteConfig(call.Caller, OwnerOf(call))),
        (writer, config) => ConfigJson.WriteRead(writer, config, call.Options.DefaultLevel));

    private static async Task<Answer> GetMode(RestCall call)
    {
        var owner = OwnerOf(call);
        var settings = await call.Ask(new ReadSettings(call.Caller, owner));
        if (settings.Error is { } error)
        {
            return Answer.Error(error);
        }

        var shown = call.Query.Flag("defaultToGlobal") ? settings.Value!.EffectiveMode
            : owner.NamesNoSubject ? settings.Value!.Mode ?? RegistryMode.ReadWrite
            : settings.Value!.Mode;
        return shown is { } mode
            ? Answer.Json(writer => WriteMode(writer, mode.WireName()))
            : Answer.Error(RegistryErrors.NoSubjectMode(owner.Shown));
    }

    private static async Task<Answer> PutMode(RestCall call)
    {
        var owner = OwnerOf(call);
        var body = await call.Body(owner.NamesNoSubject ? "updateTopLevelMode.request" : "updateMode.request", ModeBody.Read);
        if (body.Error is { } error)
        {
            return Answer.Error(error);
        }

        var (mode, shown) = body.Value!;
        var change = new SetMode(call.Caller, owner, mode, call.Query.Flag("force"));
        return Answer.Of(await call.Ask(change), (writer, _) => WriteMode(writer, shown));
    }

    private static async Task<Answer> DeleteMode(RestCall call)
    {
        var owner = OwnerOf(call);
        var removed = await call.Ask(new DeleteMode(call.Caller, owner, call.Query.Flag("recursive")));
        return Answer.Of(removed, (writer, mode) =>
            WriteMode(writer, (mode ?? (owner.NamesNoSubject ? RegistryMode.ReadWrite : null))?.WireName()));
    }

    private static SettingsTarget OwnerOf(RestCall call) => SettingsTarget.Of(call.PathText("subject"));

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
