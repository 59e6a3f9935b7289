namespace OmniChannel;

/// <summary>Moves one customer's record on by one decision. Pure; a decision that was folded already changes nothing, and one that does not name the customer neither.</summary>
internal static class IdentityFold
{
    private const int Kept = 20;

    /// <summary>Under which name something left out is remembered.</summary>
    public static string NameOf(KnownIdentifier? identifier, CustomerId? other) => identifier?.ToString() ?? other?.Value ?? "";

    public static IdentityRecord Apply(IdentityRecord record, IdentityDecision decision) =>
        record.Customer == decision.Customer ? AsSubject(record, decision)
        : record.Customer == decision.Other ? AsOther(record, decision)
        : record;

    private static IdentityRecord AsSubject(IdentityRecord record, IdentityDecision decision) => decision.Kind switch
    {
        IdentityDecisionKind.Created => record with { CreatedAt = record.CreatedAt ?? decision.At },
        IdentityDecisionKind.Attached or IdentityDecisionKind.Moved => record with { Identifiers = With(record.Identifiers, decision.Identifier!.Value) },
        IdentityDecisionKind.Linked => record with
        {
            Link = new IdentityLink { Into = decision.Other!.Value, At = decision.At, Reason = decision.Reason, By = decision.By, Type = decision.Type },
        },
        IdentityDecisionKind.Unlinked when record.Link?.Into == decision.Other => record with { Link = null, Apart = With(record.Apart, decision.Other!.Value) },
        IdentityDecisionKind.Suggested => Suggest(record, decision.Other!.Value, decision),
        IdentityDecisionKind.Demoted or IdentityDecisionKind.Refused => LeaveOut(record, NameOf(decision.Identifier, decision.Other)),
        _ => record,
    };

    private static IdentityRecord AsOther(IdentityRecord record, IdentityDecision decision) => decision.Kind switch
    {
        IdentityDecisionKind.Moved => record with { Identifiers = Without(record.Identifiers, decision.Identifier!.Value) },
        IdentityDecisionKind.Linked => record with { Joined = With(record.Joined, decision.Customer) },
        IdentityDecisionKind.Unlinked when record.Joined.Contains(decision.Customer) =>
            record with { Joined = Without(record.Joined, decision.Customer), Apart = With(record.Apart, decision.Customer) },
        IdentityDecisionKind.Suggested => Suggest(record, decision.Customer, decision),
        _ => record,
    };

    private static IdentityRecord Suggest(IdentityRecord record, CustomerId other, IdentityDecision decision)
    {
        var type = decision.Type!.Value;
        var rest = record.Suggestions.Where(one => one.Customer != other || one.Type != type).TakeLast(Kept - 1);
        return record with { Suggestions = [.. rest, new IdentitySuggestion { Customer = other, Type = type, At = decision.At }] };
    }

    private static IdentityRecord LeaveOut(IdentityRecord record, string name) =>
        record with { LeftOut = [.. record.LeftOut.Where(one => one != name).TakeLast(Kept - 1), name] };

    private static IReadOnlyList<T> With<T>(IReadOnlyList<T> all, T one) => all.Contains(one) ? all : [.. all, one];

    private static IReadOnlyList<T> Without<T>(IReadOnlyList<T> all, T one)
        where T : struct, IEquatable<T> => [.. all.Where(other => !other.Equals(one))];
}
