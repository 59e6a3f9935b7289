namespace OmniChannel;

/// <summary>Fields whose codes all lie in their sets: one way in which a condition is so. Immutable.</summary>
internal sealed class PlanTerm : IEquatable<PlanTerm>
{
    private readonly (FactField Field, CodeSet Codes)[] _parts;

    private PlanTerm((FactField, CodeSet)[] parts) => _parts = parts;

    /// <summary>What always holds.</summary>
    public static PlanTerm Always { get; } = new([]);

    /// <summary>In the order of the fields.</summary>
    public IReadOnlyList<(FactField Field, CodeSet Codes)> Parts => _parts;

    /// <summary>Null when it never holds.</summary>
    public static PlanTerm? Of(FactField field, CodeSet codes) =>
        codes.And(field.All) is { IsEmpty: false } some ? some.Equals(field.All) ? Always : new([(field, some)]) : null;

    /// <summary>Both; null when they exclude each other.</summary>
    public PlanTerm? And(PlanTerm other)
    {
        var parts = new List<(FactField Field, CodeSet Codes)>(_parts.Length + other._parts.Length);
        var (i, j) = (0, 0);
        while (i < _parts.Length || j < other._parts.Length)
        {
            var order = i == _parts.Length ? 1 : j == other._parts.Length ? -1 : _parts[i].Field.Index.CompareTo(other._parts[j].Field.Index);
            var part = order < 0 ? _parts[i] : order > 0 ? other._parts[j] : (_parts[i].Field, Codes: _parts[i].Codes.And(other._parts[j].Codes));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            if (part.Codes.IsEmpty)
            {
                return null;
            }

            parts.Add(part);
        }

        return new([.. parts]);
    }

    /// <summary>Whether this holds wherever the other does.</summary>
    public bool Covers(PlanTerm other) => _parts.All(mine => other._parts.Any(theirs => ReferenceEquals(theirs.Field, mine.Field) && theirs.Codes.Without(mine.Codes).IsEmpty));

    /// <summary>Where this holds and the other does not, in terms that exclude each other.</summary>
    public IEnumerable<PlanTerm> Without(PlanTerm other)
    {
        var inside = this;
        foreach (var (field, codes) in other._parts)
        {
            if (Of(field, field.All.Without(codes)) is { } outside && inside.And(outside) is { } left)
            {
                yield return left;
            }

            if (inside.And(new([(field, codes)])) is not { } next)
            {
                yield break;
            }

            inside = next;
        }
    }

    public bool Equals(PlanTerm? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as PlanTerm);

    public override int GetHashCode() => _parts.Aggregate(0, (hash, part) => HashCode.Combine(hash, part.Field.Index, part.Codes));
}
