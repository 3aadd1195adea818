using Grpc.Core;
using SchemaRegistry.Gateway.Grpc.Calls;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>The service <c>schemaregistry.v1.WebhookRegistry</c>: each RPC and what answers it.</summary>
internal sealed class WebhookService(CallRunner run) : WebhookRegistry.WebhookRegistryBase
{
    [Needs(Right.ManageWebhooks)]
    public override Task ListWebhooks(
        ListWebhooksRequest request, IServerStreamWriter<ListWebhooksResponse> responseStream, ServerCallContext context) =>
        run.List(context, responseStream, WebhookCalls.List);

    [Needs(Right.ManageWebhooks)]
    public override Task<GetWebhookResponse> GetWebhook(GetWebhookRequest request, ServerCallContext context) =>
        run.Answer(context, call => WebhookCalls.Get(call, request));

    [Needs(Right.ManageWebhooks)]
    public override Task<AddWebhookResponse> AddWebhook(AddWebhookRequest request, ServerCallContext context) =>
        run.Answer(context, call => WebhookCalls.Add(call, request));

    [Needs(Right.ManageWebhooks)]
    public override Task<ReplaceWebhookResponse> ReplaceWebhook(ReplaceWebhookRequest request, ServerCallContext context) =>
        run.Answer(context, call => WebhookCalls.Replace(call, request));

    [Needs(Right.ManageWebhooks)]
    public override Task<RemoveWebhookResponse> RemoveWebhook(RemoveWebhookRequest request, ServerCallContext context) =>
        run.Answer(context, call => WebhookCalls.Remove(call, request));

    [Needs(Right.ManageWebhooks)]
    public override Task ListDeadLetters(
        ListDeadLettersRequest request, IServerStreamWriter<ListDeadLettersResponse> responseStream, ServerCallContext context) =>
        run.List(context, responseStream, call => WebhookCalls.ListLetters(call, request));

    [Needs(Right.ManageWebhooks)]
    public override Task<GetDeadLetterResponse> GetDeadLetter(GetDeadLetterRequest request, ServerCallContext context) =>
        run.Answer(context, call => WebhookCalls.GetLetter(call, request));

    [Needs(Right.ManageWebhooks)]
    public override Task<RedeliverDeadLettersResponse> RedeliverDeadLetters(RedeliverDeadLettersRequest request, ServerCallContext context) =>
        run.Answer(context, call => WebhookCalls.Redeliver(call, request));

    [Needs(Right.ManageWebhooks)]
    public override Task<DiscardDeadLettersResponse> DiscardDeadLetters(DiscardDeadLettersRequest request, ServerCallContext context) =>
        run.Answer(context, call => WebhookCalls.Discard(call, request));
}
