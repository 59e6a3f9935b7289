namespace OmniChannel;

/// <content>The purposes that every business has.</content>
public readonly partial record struct Purpose
{
    /// <summary>To sell: campaigns, reminders, offers. Needs an opt-in, and carries a way out.</summary>
    public static Purpose Marketing { get; } = new("marketing");

    /// <summary>To fulfil a contract: receipts, shipping, password resets.</summary>
    public static Purpose Transactional { get; } = new("transactional");

    /// <summary>To serve: answers to questions, recalls, appointment reminders.</summary>
    public static Purpose Service { get; } = new("service");
}
