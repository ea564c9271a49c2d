using System.Text;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Tests.Vocabularies;

namespace SleepTime.Tests.RealModel.ModelHosting;

/// <summary>
/// Our chat templates, tokenised by llama.cpp, against the token ids of the published tokenizers and templates. How these
/// were made: SleepTime.Tests/Vocabularies/make.mjs. Where we differ on purpose a test of its own says so.
/// </summary>
public sealed class KnownTokensTests(LoadedVocabularies vocabularies) : IClassFixture<LoadedVocabularies>
{
    // Types of tokens as GGUF counts them.
    private const int Control = 3;
    private const int UserDefined = 4;

    private const string SpacesAround = "spaces and lines around";
    private const string SystemAndTurns = "a system text and several turns";
    private const string SystemWrittenOut = "a system text written into the first question";
    private const string ControlTokens = "control tokens in the user's text";

    // They keep the space around a text and have a line break beside it, with which it would melt into one token.
    private static readonly string[] Melting = ["qwen2.5", "qwen3"];

    // llama.cpp itself reads these texts otherwise than the published tokenizers: its rule for words of tekken and GPT-4o parts
    // a letter from the mark above it, and it takes "</s>" for a control token in every vocabulary, so for no piece of a text.
    private static readonly (string Family, string Title)[] ReadOtherwiseByLlamaCpp =
    [
        ("mistral-nemo", "combining marks"), ("phi4-mini", "combining marks"), ("gemma2", "an end token in the user's text"), ("gemma3", "an end token in the user's text"),
    ];

    private static readonly string[] SystemInTheLastQuestion = ["mistral-v0.3", "mistral-nemo"];

    public static IEnumerable<TheoryDataRow<string, string>> Cases =>
        from family in KnownVocabulary.Families
        let known = KnownVocabulary.Load(family)
        from title in known.Conversations.Keys
        where !(title == SpacesAround && Melting.Contains(family)) && !(title == SystemAndTurns && SystemInTheLastQuestion.Contains(family))
        where !ReadOtherwiseByLlamaCpp.Contains((family, title))
        where known.SystemBefore is null || HasSystem(title)
        select new TheoryDataRow<string, string>(family, title);

    public static IEnumerable<TheoryDataRow<string, string>> LlamaCppsOwn => ReadOtherwiseByLlamaCpp.Select(read => new TheoryDataRow<string, string>(read.Family, read.Title));

    public static IEnumerable<TheoryDataRow<string>> MeltingFamilies => Rows(Melting);

    public static IEnumerable<TheoryDataRow<string>> LastQuestionFamilies => Rows(SystemInTheLastQuestion);

    public static IEnumerable<TheoryDataRow<string>> Families => Rows(KnownVocabulary.Families);

    public static IEnumerable<TheoryDataRow<string>> FamiliesWithATemplate => Rows(KnownVocabulary.Families.Where(family => KnownVocabulary.Load(family).ChatTemplate is not null));

    public static IEnumerable<TheoryDataRow<string>> WithoutSystem => Rows(KnownVocabulary.Messages.Keys.Where(title => !HasSystem(title)));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Chat_AConversation_HasTheIdsOfThePublishedTokenizerAndTemplate(string name, string title)
    {
        var family = await vocabularies.LoadAsync(name);

        var ids = family.Chat(AsPublished(family.Known, title));

        Assert.Equal(family.Pieces(family.Known.Conversations[title]), family.Pieces(ids));
        Assert.Equal(family.Known.Conversations[title], ids);
    }

    [Theory]
    [MemberData(nameof(MeltingFamilies))]
    public async Task Chat_SpaceAroundATextThatTheFamilyKeeps_IsTheSameTextButNoTokenIsSharedWithTheTemplate(string name)
    {
        var family = await vocabularies.LoadAsync(name);
        var published = family.Known.Conversations[SpacesAround];

        var ids = family.Chat(AsPublished(family.Known, SpacesAround));

        Assert.Equal(Text(family, published), Text(family, ids));
        Assert.NotEqual(published, ids);
    }

    [Theory]
    [MemberData(nameof(LlamaCppsOwn))]
    public async Task Chat_WhatLlamaCppReadsOtherwise_IsTheSameTextInOtherTokens(string name, string title)
    {
        var family = await vocabularies.LoadAsync(name);
        var published = family.Known.Conversations[title];

        var ids = family.Chat(AsPublished(family.Known, title));

        Assert.Equal(Text(family, published), Text(family, ids));
        Assert.NotEqual(published, ids);
    }

    [Theory]
    [MemberData(nameof(WithoutSystem))]
    public async Task Chat_NoSystemTextForLlama32_IsThePublishedPromptWithoutTheSystemTextThatOnlyTellsADate(string title)
    {
        var family = await vocabularies.LoadAsync("llama3.2");
        var published = family.Known.Conversations[title];
        var endOfSystem = Array.IndexOf(published, family.Known.Eos);

        var ids = family.Chat(KnownVocabulary.Messages[title]);

        Assert.Equal([published[0], .. published[(endOfSystem + 1)..]], ids);
    }

    [Theory]
    [MemberData(nameof(LastQuestionFamilies))]
    public async Task Chat_ASystemTextOfMistral_StandsInTheFirstQuestionWhereLaterTurnsLeaveItAlone(string name)
    {
        var family = await vocabularies.LoadAsync(name);

        var ids = family.Chat(KnownVocabulary.Messages[SystemAndTurns]);

        Assert.Equal(family.Known.Conversations[SystemWrittenOut], ids);
    }

    /// <summary>llama.cpp strips space after control tokens where the name of the file's model says "phi3" or "phi-3", and only there.</summary>
    [Theory]
    [InlineData("Phi3")]
    [InlineData("Phi-3-mini-4k-instruct")]
    public async Task Chat_Phi3UnderANameThatLlamaCppKnows_HasTheSameIds(string calledInFile)
    {
        var family = await vocabularies.LoadAsync("phi3", calledInFile);

        Assert.All(family.Known.Conversations, known => Assert.Equal(known.Value, family.Chat(KnownVocabulary.Messages[known.Key])));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Chat_ControlTokensInATextOfTheUser_AreNeverControlTokens(string name)
    {
        var family = await vocabularies.LoadAsync(name);
        var plain = family.Chat([new(ChatRole.User, "one"), new(ChatRole.Assistant, "two"), new(ChatRole.User, "three")]);

        var ids = family.Chat(KnownVocabulary.Messages[ControlTokens]);

        Assert.Equal(ControlTokensOf(plain), ControlTokensOf(ids));

        IEnumerable<int> ControlTokensOf(int[] all) => all.Where(id => family.Known.Tokens[id][1].GetInt32() == Control);
    }

    [Theory]
    [MemberData(nameof(FamiliesWithATemplate))]
    public void Find_ThePublishedTemplate_IsToldToBeTheFamilys(string name)
    {
        var known = KnownVocabulary.Load(name);

        Assert.Equal(known.Template, ChatTemplateDetection.Find(known.ChatTemplate));
    }

    private static IEnumerable<TheoryDataRow<string>> Rows(IEnumerable<string> values) => values.Select(value => new TheoryDataRow<string>(value));

    private static bool HasSystem(string title) => KnownVocabulary.Messages[title][0].Role == ChatRole.System;

    /// <summary>With what the published template says by itself, which ours leaves to who writes the system text.</summary>
    private static ChatMessage[] AsPublished(KnownVocabulary known, string title) => KnownVocabulary.Messages[title] switch
    {
        [{ Role: ChatRole.System } system, .. var turns] => [system with { Text = known.SystemBefore + system.Text }, .. turns],
        var turns when known.SystemWithout is { } without => [new(ChatRole.System, without), .. turns],
        var turns => turns,
    };

    /// <summary>What the texts say, without control tokens; "</s>" counts where it is a piece of the published vocabulary.</summary>
    private static string Text(LoadedVocabularies.Family family, IEnumerable<int> ids) => Encoding.UTF8.GetString([.. ids.SelectMany(id =>
        family.Known.Tokens[id] is [var text, var type, ..] && type.GetInt32() == UserDefined ? Encoding.UTF8.GetBytes(text.GetString()!) : family.Model.Vocabulary.GetBytes(id).ToArray())]);
}
