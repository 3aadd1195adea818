using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Content;

/// <summary>The references of a schema with −1 replaced by numbers, and the texts of all that it depends on.</summary>
internal sealed record Resolution(
    ImmutableArray<SchemaReference> Direct, ImmutableArray<ResolvedReference> All, SchemaError? Error = null)
{
    public static readonly Resolution None = new([], []);
}

/// <summary>
/// Follows references through the store, depth first, so that a text always comes after those it depends on. The first
/// of two references with one name wins.
/// </summary>
internal sealed class ReferenceResolver(ReferencedVersions versions, RegistryOptions options, ParseBudget budget)
{
    private const int Latest = -1;

    /// <summary>As the references of a schema stand now that somebody has sent.</summary>
    public ValueTask<Resolution> Resolve(
        string context, ImmutableArray<SchemaReference> references, CancellationToken cancellationToken) =>
        Resolve(context, references, versions.FindFresh, cancellationToken);

    /// <summary>As those of a stored schema stood at most a lease ago.</summary>
    /// <param name="before">What they stood for when they were resolved before: most often they still do, which one query tells.</param>
    public async ValueTask<Resolution> ResolveStored(
        string context, ImmutableArray<SchemaReference> references, Resolution? before, CancellationToken cancellationToken)
    {
        if (before is { All.IsEmpty: false })
        {
            await versions.Confirm(
                before.All.Select(static reference => new SubjectVersion(SubjectName.Parse(reference.Subject), reference.Version)), cancellationToken);
        }

        return await Resolve(context, references, versions.Find, cancellationToken);
    }

    private async ValueTask<Resolution> Resolve(
        string context, ImmutableArray<SchemaReference> references, FindVersion find, CancellationToken cancellationToken)
    {
        if (references.IsEmpty)
        {
            return Resolution.None;
        }

        var walk = new Walk(find, options, budget, cancellationToken);
        var direct = ImmutableArray.CreateBuilder<SchemaReference>(references.Length);
        foreach (var reference in references)
        {
            if (await walk.Visit(context, reference, depth: 0) is not { } version)
            {
                return new Resolution([], [], walk.Error);
            }

            direct.Add(reference with { Version = version });
        }

        return new Resolution(direct.MoveToImmutable(), [.. walk.Found]);
    }

    private delegate ValueTask<SubjectSchema?> FindVersion(SubjectName subject, int version, CancellationToken cancellationToken);

    private sealed class Walk(FindVersion find, RegistryOptions options, ParseBudget budget, CancellationToken cancellationToken)
    {
        private const int MaxDepth = 100;
        private readonly Dictionary<string, int> _visited = new(StringComparer.Ordinal);
        private int _reads;
        private long _length;
        private long _admitted;

        public List<ResolvedReference> Found { get; } = [];

        public SchemaError? Error { get; private set; }

        /// <summary>The version that the reference stands for, or null with <see cref="Error"/> set.</summary>
        public async Task<int?> Visit(string context, SchemaReference reference, int depth)
        {
            if (_visited.TryGetValue(reference.Name, out var known) && (reference.Version == known || reference.Version == Latest))
            {
                return known;
            }

            // Also one whose name is known is looked for when it is of another version.
            if (++_reads > options.MaxReferences)
            {
                return FailAsTooMuch();
            }

            var subject = SubjectName.ParseWithin(context, reference.Subject);
            var target = subject.IsStorable ? await find(subject, reference.Version, cancellationToken) : null;
            if (target is null)
            {
                return Fail($"No schema reference found for subject \"{reference.Subject}\" and version {reference.Version}");
            }

            if (!_visited.TryAdd(reference.Name, target.Version))
            {
                return target.Version;
            }

            _length += target.Content.Text.Length;
            if (depth > MaxDepth || _length > options.MaxReferencedBytes || _length > ParseBudget.MostLength(options))
            {
                return FailAsTooMuch();
            }

            await Admit();

            foreach (var nested in target.Content.References)
            {
                if (await Visit(subject.Context, nested, depth + 1) is null)
                {
                    return null;
                }
            }

            Found.Add(new ResolvedReference(
                reference.Name, target.Subject, target.Version, target.Content.Text));
            return target.Version;
        }

        // Many short texts come to a long one.
        private async ValueTask Admit()
        {
            if (_length - _admitted > ParseBudget.ShortText)
            {
                await budget.Admit(_length - _admitted, cancellationToken);
                _admitted = _length;
            }
        }

        private int? FailAsTooMuch() => Fail(
            $"The references pull in too much: at most {options.MaxReferences} schemas of together "
            + $"{options.MaxReferencedBytes} bytes, nested at most {MaxDepth} deep");

        private int? Fail(string message)
        {
            Error = new SchemaError(message);
            return null;
        }
    }
}
