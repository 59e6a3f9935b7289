namespace OmniChannel;

/// <summary>Where a campaign breaks a rule, or strays from what it wants to say.</summary>
public enum CampaignFindingCode
{
    /// <summary>A variant does not fit its channel; <see cref="CampaignFinding.Misfit"/> says how.</summary>
    ChannelMisfit,

    /// <summary>A template names something for which no message will have a value.</summary>
    UnknownPath,

    /// <summary>The channel is not defined.</summary>
    UnknownChannel,

    /// <summary>Two variants are for one channel.</summary>
    VariantTwice,

    /// <summary>A channel for which the campaign is planned has no variant, or there is none at all.</summary>
    VariantMissing,

    /// <summary>A variant does not speak a language that the campaign speaks elsewhere.</summary>
    CultureMissing,

    /// <summary>A fact has a name that no template can write, one that is taken, or no value.</summary>
    FactInvalid,

    /// <summary>A variant does not say a fact.</summary>
    FactMissing,

    /// <summary>A variant says another price, day or code than the campaign.</summary>
    FactDiffers,

    /// <summary>Two channels have the same text.</summary>
    Pasted,

    /// <summary>A variant says none of the words that are wanted.</summary>
    ToneWordMissing,

    /// <summary>A variant says a word that is forbidden.</summary>
    ForbiddenWord,

    /// <summary>A variant breaks a rule of style: exclamation marks, capitals, emoji, how customers are addressed.</summary>
    Style,

    /// <summary>A line that has to be there is missing.</summary>
    LegalLineMissing,

    /// <summary>A text message has more parts than the brand wants to pay for.</summary>
    SmsTooManyParts,

    /// <summary>Every channel is one on which only those can be reached who have just written.</summary>
    ReplyWindowOnly,
}
