using k8s;
using k8s.Models;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>A Role as an API server reads it.</summary>
internal sealed class Role(V1Role role)
{
    public static Role Parse(string yaml) => new(KubernetesYaml.Deserialize<V1Role>(yaml));

    public IEnumerable<string> Rights =>
        from rule in role.Rules
        from resource in rule.Resources
        from verb in rule.Verbs
        select $"{verb} {resource}";

    public static string RightFor(ApiRequest request) => $"{VerbOf(request)} {request.Kind}";

    /// <summary>
    /// A rule for names holds for no call without one: an object that is made has none yet, a list and a watch have all, unless they
    /// select one by its name.
    /// </summary>
    public bool Allows(ApiRequest request) => role.Rules.Any(rule =>
        rule.ApiGroups.Contains(request.Kind == "leases" ? "coordination.k8s.io" : "")
        && rule.Resources.Contains(request.Kind)
        && rule.Verbs.Contains(VerbOf(request))
        && (rule.ResourceNames is not { Count: > 0 } names || ((request.Name ?? request.SelectedName) is { } name && names.Contains(name))));

    private static string VerbOf(ApiRequest request) => request switch
    {
        { IsWatch: true } => "watch",
        { Method: "GET", Name: null } => "list",
        { Method: "GET" } => "get",
        { Method: "POST" } => "create",
        { Method: "PUT" } => "update",
        _ => request.Method.ToLowerInvariant(),
    };
}
