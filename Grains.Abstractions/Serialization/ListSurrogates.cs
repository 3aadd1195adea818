using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

// What is asked of lists, and what they hold.

[GenerateSerializer]
internal readonly record struct ListRequestSurrogate(
    string? Context,
    string NamePrefix,
    DeletedView Deleted,
    int Limit,
    bool LatestOnly,
    ListCursor? After,
    string? RuleType,
    int Skip);

[RegisterConverter]
internal sealed class ListRequestConverter : IConverter<ListRequest, ListRequestSurrogate>
{
    public ListRequest ConvertFromSurrogate(in ListRequestSurrogate s) =>
        new(new ListFilter(s.Context, s.NamePrefix, s.Deleted, s.LatestOnly, s.After, s.Skip), s.Limit, s.RuleType);

    public ListRequestSurrogate ConvertToSurrogate(in ListRequest v) => new(
        v.Filter.Context, v.Filter.NamePrefix, v.Filter.Deleted, v.Limit, v.Filter.LatestOnly, v.Filter.After, v.RuleType, v.Filter.Skip);
}

[GenerateSerializer]
internal readonly record struct ListCursorSurrogate(string Subject, int Version);

[RegisterConverter]
internal sealed class ListCursorConverter : IConverter<ListCursor, ListCursorSurrogate>
{
    public ListCursor ConvertFromSurrogate(in ListCursorSurrogate s) => new(s.Subject, s.Version);

    public ListCursorSurrogate ConvertToSurrogate(in ListCursor v) => new(v.Subject, v.Version);
}

[GenerateSerializer]
internal readonly record struct ListedSubjectSurrogate(
    string Subject, long Revision, int LiveVersions, int Versions);

[RegisterConverter]
internal sealed class ListedSubjectConverter : IConverter<ListedSubject, ListedSubjectSurrogate>
{
    public ListedSubject ConvertFromSurrogate(in ListedSubjectSurrogate s) => new(s.Subject, s.Revision, s.LiveVersions, s.Versions);

    public ListedSubjectSurrogate ConvertToSurrogate(in ListedSubject v) => new(v.Subject, v.Revision, v.LiveVersions, v.Versions);
}

[GenerateSerializer]
internal readonly record struct SubjectAliasSurrogate(string Alias, string Target);

[RegisterConverter]
internal sealed class SubjectAliasConverter : IConverter<SubjectAlias, SubjectAliasSurrogate>
{
    public SubjectAlias ConvertFromSurrogate(in SubjectAliasSurrogate s) => new(s.Alias, s.Target);

    public SubjectAliasSurrogate ConvertToSurrogate(in SubjectAlias v) => new(v.Alias, v.Target);
}
