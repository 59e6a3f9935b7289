using System.Runtime.CompilerServices;
namespace OmniChannel;

/// <summary>Whether what is to be recorded can be: misuse throws before anything is opened.</summary>
internal static class RecordChecks
{
    private const int MaxName = 200;
    private const int MaxData = 100;
    private const int MaxDataValue = 4000;
    private const int MaxIdentifiers = 20;

    /// <summary>How far clocks of senders may run ahead of ours. What lies further ahead would outlast everything that happens in truth.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    public static void Check(Touchpoint touchpoint, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(touchpoint);
        Named(touchpoint.Source, "source");
        Named(touchpoint.Id, "id");
        Require(touchpoint.Customer != default || touchpoint.Identifiers is { Count: > 0 }, "The touchpoint names no customer and has no identifiers that say who it is.");
        Check(touchpoint.Identifiers ?? []);
        Require(touchpoint.Type != default, "The touchpoint has no type, such as TouchpointType.SiteVisited.");
        Require(touchpoint.Channel != default(Channel), "The touchpoint's channel names nothing; pass null for none.");
        Require(touchpoint.Data.Count <= MaxData, $"The touchpoint has {touchpoint.Data.Count} data entries; at most {MaxData} are allowed.");
        foreach (var (name, value) in touchpoint.Data)
        {
            Named(name, "name of a data entry");
            Require(value is { Length: <= MaxDataValue }, $"The data entry '{name}' has {value?.Length ?? 0} characters or is null; at most {MaxDataValue} are allowed.");
        }

        Happened(touchpoint.At, now, "touchpoint");
    }

    public static void Check(IReadOnlyList<Identifier> identifiers)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        Require(identifiers.Count <= MaxIdentifiers, $"There are {identifiers.Count} identifiers; at most {MaxIdentifiers} are taken at once.");
        foreach (var identifier in identifiers)
        {
            Require(identifier is not null && identifier.Type != default, "An identifier is null or has no type, such as IdentifierType.VerifiedEmail.");
            Require(identifier!.Value is { Length: <= MaxDataValue }, $"A value of {identifier.Type} has {identifier.Value?.Length ?? 0} characters or is null; at most {MaxDataValue} are allowed.");
        }
    }

    public static void Check(Receipt receipt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        Named(receipt.Source, "source");
        Named(receipt.Id, "id");
        Require(receipt.Delivery != default, "The receipt names no delivery.");
        Require(Enum.IsDefined(receipt.Kind), $"{receipt.Kind} is no kind of receipt.");
        Happened(receipt.At, now, "receipt");
    }

    public static void Check(CustomerId customer, ConsentRecord consent, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(consent);
        Require(customer != default, "The consent is of no customer.");
        Require(ConsentProblem(consent, now) is null, $"The consent cannot be recorded: {ConsentProblem(consent, now)}.");
    }

    /// <summary>What keeps a consent from being recorded, whichever way it comes; null when nothing does.</summary>
    public static string? ConsentProblem(ConsentRecord consent, DateTimeOffset now) =>
        consent.Purpose == default || consent.Channel == default ? "it names no purpose or no channel"
        : consent.Source is not { Length: > 0 and <= MaxName } ? $"its source has {consent.Source?.Length ?? 0} characters; it has 1 to {MaxName}"
        : consent.Wording is { Length: > MaxDataValue } ? $"its wording has {consent.Wording.Length} characters; at most {MaxDataValue} are allowed"
        : consent.At > now + Ahead ? $"it is of {consent.At:u}, more than a day ahead of the clock; until then nothing could revoke it"
        : null;

    private static void Happened(DateTimeOffset at, DateTimeOffset now, string what) =>
        Require(at <= now + Ahead, $"The {what} is of {at:u}, more than a day ahead of the clock ({now:u}); record it once it has happened.");

    private static void Named(string? value, string what) =>
        Require(value is { Length: > 0 and <= MaxName }, $"The {what} has {value?.Length ?? 0} characters; it has 1 to {MaxName}.");

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new ArgumentException(problem);
        }
    }

    private static void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ProblemText problem)
    {
        if (!holds)
        {
            throw new ArgumentException(problem.ToString());
        }
    }
}
