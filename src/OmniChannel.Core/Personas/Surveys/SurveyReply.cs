namespace OmniChannel;

/// <summary>Who answered a survey, when and where.</summary>
public sealed record SurveyReply
{
    /// <summary>Who.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who observed it: a URI reference such as "/webhooks/sms". Not empty, at most 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>Which time the customer was asked: the delivery's name, say. The same answer to the same question counts once for each. Null where a customer is asked once.</summary>
    public string? Run { get; init; }

    /// <summary>Over which channel; null for not known.</summary>
    public Channel? Channel { get; init; }

    /// <summary>On which kind of device.</summary>
    public DeviceKind Device { get; init; }
}
