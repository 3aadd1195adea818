namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>A feature of a request whose answer says that its caller is not to blame.</summary>
internal sealed record FailedAnswer(FailureReason Reason, string Message);
