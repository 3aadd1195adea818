using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>Webhooks as they are asked for, stored and shown.</summary>
internal static class WebhookForms
{
    private const int MaxUrl = 2_048;
    private const int MaxDescription = 1_000;
    private const string SecretPrefix = "whsec_";
    private const int MinSecretBytes = 24;
    private const int MaxSecretBytes = 64;

    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static RegistryError? Check(WebhookRequest request, RegistryOptions options)
    {
        if (request.Url.Length > MaxUrl
            || !Uri.TryCreate(request.Url, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.Host.Length == 0
            || url.UserInfo.Length > 0
            || url.Fragment.Length > 0)
        {
            return RegistryErrors.InvalidWebhook(
                $"url must be an absolute http or https URL of at most {MaxUrl} characters, without user and fragment");
        }

        if (request.Secret is { } secret && !IsSecret(secret))
        {
            return RegistryErrors.InvalidWebhook(
                $"secret must be '{SecretPrefix}' and {MinSecretBytes} to {MaxSecretBytes} bytes in base64, "
                + $"as of: echo {SecretPrefix}$(openssl rand -base64 32)");
        }

        if (request.Description.Length > MaxDescription || request.Description.Contains('\0', StringComparison.Ordinal))
        {
            return RegistryErrors.InvalidWebhook($"description must be of at most {MaxDescription} characters");
        }

        var scope = new SubjectName(request.Context ?? SubjectName.DefaultContext, request.NamePrefix);
        return options.Refusal(scope) ?? (scope.IsStorable ? null : RegistryErrors.InvalidSubject(scope.ToString()));
    }

    public static Webhook Of(WebhookRequest request, string secret, Guid id, long createdAt, long revision, long position) => new(
        id,
        createdAt,
        revision,
        request.Url,
        secret,
        request.Description,
        request.Context,
        request.NamePrefix,
        string.Join(',', request.Types.Distinct().Select(type => ((int)type).ToString(CultureInfo.InvariantCulture))),
        request.IsEnabled,
        new WebhookProgress(position));

    public static WebhookAnswer Show(Webhook webhook, Guid logId, int deadLetters) => new(
        webhook.Id,
        webhook.CreatedAt,
        webhook.Url,
        webhook.Description,
        webhook.Context,
        webhook.NamePrefix,
        TypesOf(webhook),
        webhook.IsEnabled,
        new ChangeToken(logId, webhook.Progress.Position).ToString(),
        webhook.Progress.Attempts,
        webhook.Progress.RetryAt,
        webhook.Progress.Error,
        webhook.Progress.Suspended,
        deadLetters);

    /// <summary>Empty for all. One that only a newer build knows is unknown, and stands for no change.</summary>
    public static ImmutableArray<ChangeType> TypesOf(Webhook webhook) =>
        [.. webhook.Kinds.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(TypeOf).Distinct()];

    private static ChangeType TypeOf(string kind) =>
        int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((ChangeType)number)
            ? (ChangeType)number
            : ChangeType.Unknown;

    private static bool IsSecret(string secret) =>
        secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
        && Base64.IsValid(secret.AsSpan(SecretPrefix.Length), out var bytes)
        && bytes is >= MinSecretBytes and <= MaxSecretBytes;
}
