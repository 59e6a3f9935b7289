namespace OmniChannel.Expressions;

/// <summary>What the types that were open turned out to be, and whether one type can stand where another is expected.</summary>
internal sealed class Substitution
{
    /// <summary>Types nested deeper than this count as dyn, so that every walk over them ends soon.</summary>
    private const int DeepestType = 64;

    private readonly Dictionary<string, CelType> _found = [];
    private readonly List<(string Name, CelType? Before)> _log = [];
    private int _fresh;

    public CelType Fresh() => CelType.Parameter($"_{_fresh++}");

    /// <summary>A copy of a signature in which every open type is a new one.</summary>
    public CelType Instantiate(CelType type, Dictionary<string, CelType> renamed)
    {
        if (!type.HasParameter)
        {
            return type;
        }

        if (type.Kind != CelTypeKind.Parameter)
        {
            return Rebuilt(type, inner => Instantiate(inner, renamed));
        }

        if (!renamed.TryGetValue(type.Name, out var fresh))
        {
            renamed[type.Name] = fresh = Fresh();
        }

        return fresh;
    }

    /// <summary>Whether all arguments fit; otherwise nothing is remembered of the attempt.</summary>
    public bool AllAssignable(ReadOnlySpan<CelType> arguments, ReadOnlySpan<CelType> parameters)
    {
        var mark = _log.Count;
        for (var at = 0; at < arguments.Length; at++)
        {
            if (!IsAssignable(arguments[at], parameters[at], 0))
            {
                Rollback(mark);
                return false;
            }
        }

        return true;
    }

    public bool IsAssignable(CelType type, CelType expected) => AllAssignable([type], [expected]);

    /// <summary>Forgets what an attempt found; for the second and later overloads that fit.</summary>
    public void Rollback(int mark)
    {
        for (; _log.Count > mark; _log.RemoveAt(_log.Count - 1))
        {
            var (name, before) = _log[^1];
            if (before is null)
            {
                _found.Remove(name);
            }
            else
            {
                _found[name] = before;
            }
        }
    }

    public int Mark() => _log.Count;

    /// <summary>The type that both sides of a join have; dyn when there is none.</summary>
    public CelType Join(CelType? one, CelType other)
        => one is null ? other : IsAssignable(one, other) ? MoreGeneral(one, other) : CelType.Dyn;

    /// <summary>The type with everything filled in that is known; what is still open becomes dyn when asked so.</summary>
    public CelType Resolve(CelType type, bool openIsDyn = false, int depth = 0)
    {
        if (depth > DeepestType)
        {
            return CelType.Dyn;
        }

        if (!type.HasParameter)
        {
            return type.Depth > DeepestType ? CelType.Dyn : type;
        }

        if (type.Kind == CelTypeKind.Parameter)
        {
            return _found.TryGetValue(type.Name, out var found) ? Resolve(found, openIsDyn, depth + 1) : openIsDyn ? CelType.Dyn : type;
        }

        var resolved = Rebuilt(type, inner => Resolve(inner, openIsDyn, depth + 1));
        return resolved.Depth > DeepestType ? CelType.Dyn : resolved;
    }

    private static CelType Rebuilt(CelType type, Func<CelType, CelType> inner) => type.Kind switch
    {
        CelTypeKind.List => CelType.List(inner(type.Parameters[0])),
        CelTypeKind.Map => CelType.Map(inner(type.Parameters[0]), inner(type.Parameters[1])),
        CelTypeKind.Type => CelType.TypeOf(inner(type.Parameters[0])),
        _ => CelType.Opaque(type.Name, [.. type.Parameters.Select(inner)]),
    };

    private bool IsAssignable(CelType type, CelType expected, int depth)
    {
        if (depth > DeepestType)
        {
            return true;
        }

        if (expected.Kind == CelTypeKind.Parameter)
        {
            var fits = Substitutes(type, expected, depth, out var known);
            if (fits || known)
            {
                return fits;
            }
        }

        if (type.Kind == CelTypeKind.Parameter)
        {
            return Substitutes(expected, type, depth, out _);
        }

        if (type.Kind == CelTypeKind.Dyn || expected.Kind == CelTypeKind.Dyn)
        {
            return true;
        }

        if (type.Kind == CelTypeKind.Null || expected.Kind == CelTypeKind.Null)
        {
            var other = type.Kind == CelTypeKind.Null ? expected : type;
            return other.Kind is CelTypeKind.Null or CelTypeKind.Opaque or CelTypeKind.Timestamp or CelTypeKind.Duration;
        }

        if (type.Kind != expected.Kind || type.Kind == CelTypeKind.Type)
        {
            return type.Kind == expected.Kind;
        }

        return type.Name == expected.Name && type.Parameters.Count == expected.Parameters.Count
            && type.Parameters.Zip(expected.Parameters).All(pair => IsAssignable(pair.First, pair.Second, depth + 1));
    }

    /// <summary>Whether a type can be what an open type is, or has been so far; remembers it, or the more general of the two.</summary>
    private bool Substitutes(CelType type, CelType open, int depth, out bool known)
    {
        known = true;
        if (type.Equals(open))
        {
            return true;
        }

        if (_found.TryGetValue(open.Name, out var found))
        {
            if (type.Equals(found))
            {
                return true;
            }

            if (!IsAssignable(type, found, depth + 1))
            {
                return false;
            }

            Remember(open, MoreGeneral(type, found));
            return true;
        }

        known = false;
        return Remember(open, type);
    }

    private bool Remember(CelType open, CelType type)
    {
        if (Mentions(type, open, 0))
        {
            return false;
        }

        _log.Add((open.Name, _found.GetValueOrDefault(open.Name)));
        _found[open.Name] = type;
        return true;
    }

    private bool Mentions(CelType type, CelType open, int depth)
    {
        if (depth > DeepestType)
        {
            return true;
        }

        if (type.Kind == CelTypeKind.Parameter)
        {
            return type.Equals(open) || (_found.TryGetValue(type.Name, out var found) && Mentions(found, open, depth + 1));
        }

        return type.HasParameter && type.Parameters.Any(inner => Mentions(inner, open, depth + 1));
    }

    private static CelType MoreGeneral(CelType one, CelType other) => IsAsGeneral(one, other) ? one : other;

    private static bool IsAsGeneral(CelType one, CelType other)
    {
        if (one.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter || other.Kind == CelTypeKind.Null)
        {
            return true;
        }

        if (other.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter || one.Kind != other.Kind || one.Name != other.Name || one.Parameters.Count != other.Parameters.Count)
        {
            return false;
        }

        return one.Kind == CelTypeKind.Type || one.Parameters.Zip(other.Parameters).All(pair => IsAsGeneral(pair.First, pair.Second));
    }
}
