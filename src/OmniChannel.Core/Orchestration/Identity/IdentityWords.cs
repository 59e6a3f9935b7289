namespace OmniChannel;

/// <summary>Says what was decided of a person, in English a person can read. No value of an identifier is in it.</summary>
internal static class IdentityWords
{
    public static string Of(IdentityDecision decision) => Say(decision) + Ordered(decision);

    private static string Say(IdentityDecision decision) => decision.Kind switch
    {
        IdentityDecisionKind.Created => $"{decision.Customer} was seen for the first time",
        IdentityDecisionKind.Attached => $"A {decision.Type} finds {decision.Customer} from now on",
        IdentityDecisionKind.Moved => $"A {decision.Type} of {decision.Other} finds {decision.Customer} from now on",
        IdentityDecisionKind.Linked => $"{decision.Customer} and {decision.Other} are one person{By(decision.Type)}; {decision.Other} survives",
        IdentityDecisionKind.Unlinked => $"{decision.Customer} and {decision.Other} are two people again",
        IdentityDecisionKind.Suggested => $"{decision.Customer} and {decision.Other} may be one person{By(decision.Type)}",
        IdentityDecisionKind.Refused when decision.Other is { } other => $"{decision.Customer} was not linked to {other}: one person has only so many links",
        IdentityDecisionKind.Refused => $"A {decision.Type} was not kept for {decision.Customer}: one person has only so many identifiers",
        _ => $"A {decision.Type} of an event of {decision.Customer} was left out: it would have joined what must stay apart",
    };

    private static string By(IdentifierType? type) => type is { } named ? $" by a {named}" : "";

    private static string Ordered(IdentityDecision decision) => decision.By is { } by ? $" ({by}: {decision.Reason})." : ".";
}
