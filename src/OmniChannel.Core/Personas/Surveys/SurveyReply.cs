namespace OmniChannel;

/// <summary>Who answered a survey, when and where.</summary>
public sealed record SurveyReply
{
    /// <summary>Who.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>When the customer answered. Of a webhook the time that the provider states: it is the same when the reply is delivered again.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who observed it: a URI reference such as "/webhooks/sms". Not empty, at most 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>What the reply is called where it came from, such as the provider's name of the message: a reply of that name counts once, whenever it comes. Null for none: then <see cref="At"/> tells replies apart.</summary>
    public string? Id { get; init; }

    /// <summary>Which time the customer was asked: the delivery's name, say. Null where a customer is asked once.</summary>
    public string? Run { get; init; }

    /// <summary>Whether a machine answered, or may have: a link that was followed and not confirmed by a person. It is recorded as <see cref="TouchpointType.SurveyFollowed"/>: worth what <see cref="EvidenceTrust.Machine"/> says, stating no facts, and outranked by what a person answers.</summary>
    public bool ByMachine { get; init; }

    /// <summary>Over which channel; null for not known.</summary>
    public Channel? Channel { get; init; }

    /// <summary>On which kind of device.</summary>
    public DeviceKind Device { get; init; }
}
