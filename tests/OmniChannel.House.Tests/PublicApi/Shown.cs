namespace OmniChannel.Tests.PublicApi;

#pragma warning disable CA1716, CA1063, CA1819 // shapes for the listing's own test, not types to use

public interface IShown
{
    Task<string?> ReadAsync(CancellationToken cancellationToken = default);
}

public delegate bool ShownCall(out int found);

public enum ShownKind
{
    First,
    Second = 5,
}

public abstract class Shown : IDisposable
{
    public const int Most = 3;

    protected Shown(string name, string? other = null) => Name = name + other;

    public abstract int? Count { get; }

    internal string Name { get; }

    public static T Make<T>(params T[] all) where T : Shown => all[0];

    public void Dispose() => GC.SuppressFinalize(this);

    public override string ToString() => Name;
}

public sealed record ShownRecord
{
    public required string Name { get; init; }

    public IReadOnlyList<string?> All { get; init; } = [];
}

public readonly record struct ShownValue(string Value);
