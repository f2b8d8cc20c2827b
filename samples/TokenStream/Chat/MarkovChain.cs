using System.Reflection;

namespace TokenStream.Chat;

/// <summary>The plainest of language models: after two words comes one that once followed them in its text.</summary>
public sealed class MarkovChain
{
    /// <summary>So many words more may lead to the end of a sentence.</summary>
    private const int LongestTail = 80;

    private static readonly char[] _punctuation = ['"', '(', ')', ',', '.', ';', ':', '!', '?', '\''];

    private readonly string[] _words;
    private readonly Dictionary<(string, string), List<int>> _following = [];
    private readonly Dictionary<string, List<int>> _sentences = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<int> _starts = [];

    /// <summary>Learns a text.</summary>
    public MarkovChain(string text)
    {
        _words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var start = 0;
        for (var i = 0; i < _words.Length - 2; i++)
        {
            if (i == 0 || Ends(_words[i - 1]))
            {
                start = i;
                _starts.Add(i);
            }

            Note(_following, (_words[i], _words[i + 1]), i + 2);
            Note(_sentences, _words[i].Trim(_punctuation), start);
        }
    }

    /// <summary>Learns a text that is part of this program.</summary>
    public static MarkovChain OfResource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return new MarkovChain(reader.ReadToEnd());
    }

    /// <summary>
    /// Writes about as many words, to the end of a sentence. It begins with a sentence that contains a word of the question: the longest
    /// word, which is probably the topic.
    /// </summary>
    public IEnumerable<string> Write(string question, int length, Random random)
    {
        var at = Choose(FindStarts(question), random);
        var (first, second) = (_words[at], _words[at + 1]);
        yield return first;
        yield return second;
        for (var written = 2; written < length || (written < length + LongestTail && !Ends(second)); written++)
        {
            var next = _following.TryGetValue((first, second), out var places) ? Choose(places, random) : Choose(_starts, random);
            (first, second) = (second, _words[next]);
            yield return second;
        }
    }

    private List<int> FindStarts(string question) =>
        question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim(_punctuation))
            .OrderByDescending(word => word.Length)
            .Select(word => _sentences.GetValueOrDefault(word))
            .FirstOrDefault(places => places is not null) ?? _starts;

    private static bool Ends(string word) => word.TrimEnd('"', ')').EndsWith('.') || word.TrimEnd('"', ')') is [.., '!' or '?'];

    private static int Choose(List<int> places, Random random) => places[random.Next(places.Count)];

    private static void Note<TKey>(Dictionary<TKey, List<int>> places, TKey key, int place)
        where TKey : notnull
    {
        if (!places.TryGetValue(key, out var list))
        {
            places[key] = list = [];
        }

        list.Add(place);
    }
}
