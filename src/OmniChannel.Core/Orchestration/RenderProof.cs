using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Renders variants for a customer: to prove before anything is stored that they can be, and for the attempt itself.</summary>
internal sealed class RenderProof(Instance instance)
{
    /// <summary>What keeps the chosen variant, or one that may be stepped up to, from being rendered for this customer and fitting its channel; null when nothing does. Holds no value of the customer.</summary>
    public Reason? Refute(Decision decision, Campaign campaign, Message message, CustomerState state)
    {
        foreach (var channel in decision.StepUp.Prepend(decision.Choice!.Channel))
        {
            if (Render(campaign, message, channel, state, WayOut(channel, message)).Problem is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>What the customer will read on a channel, or every reason why there is nothing to read.</summary>
    public (RenderedContent? Content, Reason? Problem) Render(Campaign campaign, Message message, Channel channel, CustomerState state, Uri? wayOut, IReadOnlyList<DigestItem>? items = null)
    {
        var variants = items is { Count: > 1 } ? campaign.Digest?.Variants ?? [] : campaign.Variants;
        if (variants.FirstOrDefault(variant => variant.Channel == channel) is not { } variant)
        {
            return (null, ProblemOf(channel, ["the campaign has no variant for it"]));
        }

        var reader = Culture.TryFind(state.Profile.Language, out var culture) ? culture : default;
        var (texts, written) = instance.Engines.Compile(variant).For(reader, campaign.Culture);
        if (LegalCheck.WhyNot(texts, written == default ? null : written, instance.Voice, message.Purpose) is { } missing)
        {
            return (null, ProblemOf(channel, [missing]));
        }

        var rendered = texts.Render(MessageValues.Of(ReaderOf(texts, state), campaign, message, wayOut, written, items is { Count: > 1 } ? [.. items.Select(item => item.Message)] : null));
        if (rendered.Content is not { } content)
        {
            return (null, ProblemOf(channel, rendered.Problems));
        }

        var findings = instance.Channels.Find(channel) is { } definition ? VariantCheck.Check(content, definition.Capabilities) : [];
        return findings.Count == 0 ? (content, null) : (null, ProblemOf(channel, findings));
    }

    /// <summary>Personas are matched only for texts that ask them.</summary>
    private MessageReader ReaderOf(CompiledVariant texts, CustomerState state) =>
        texts.AsksMoreThanTheProfile ? instance.Segments.SourceOf(state, instance.Now).ToReader() : new MessageReader { Profile = state.Profile };

    private static Reason ProblemOf(Channel channel, IEnumerable<object> problems) =>
        Reason.Of("refused.does-not-render", new ReasonArgument("channel", channel), new ReasonArgument("problem", string.Join("; ", problems)));

    /// <summary>Stands for the way out, where one is owed.</summary>
    public Uri? WayOut(Channel channel, Message message) =>
        instance.Accounts.For(channel, message.Purpose).Any(account => instance.Accounts.OneClickBase(account, message.Purpose) is not null) ? MessageValues.ExampleWayOut : null;
}
