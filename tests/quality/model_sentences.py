"""Sentences that state what the embedded model must get right; written for this test, taken from no article.

Each line: sentence | speech verb > head of its subject > head of its content | entity = kind; … ("-" for nothing).
"""

SENTENCES = """
The mayor said that the bridge would reopen on Monday. | said > mayor > reopen | -
“The talks have failed,” the minister said. | said > minister > failed | -
"We will not leave this town," Olena Kovalchuk told reporters in Kharkiv. | told > Olena > leave | Olena Kovalchuk = person; Kharkiv = place
According to Reuters, Poland has closed its border with Belarus. | - | Reuters = organisation; Poland = place; Belarus = place
Belarus denied that its troops had entered Ukraine. | denied > Belarus > entered | Belarus = place; Ukraine = place
The ministry claims the missile was shot down near Odesa. | claims > ministry > shot | Odesa = place
The fire destroyed forty houses, officials reported. | reported > officials > destroyed | -
Analysts at the bank believe that prices will fall in March. | believe > Analysts > fall | -
"The enemy is preparing a new offensive," the General Staff believes. | believes > Staff > preparing | General Staff = organisation
President Emmanuel Macron confirmed on Tuesday that France would send more tanks. | confirmed > Emmanuel > send | Emmanuel Macron = person; France = place
The spokesman of the Border Service, Taras Melnyk, emphasized that the situation remains calm. | emphasized > spokesman > remains | Taras Melnyk = person
The head of the regional administration added that two people were wounded. | added > head > wounded | -
“Nobody was hurt in the attack”, said the governor of the region. | said > governor > hurt | -
Germany announced it will train Ukrainian pilots. | announced > Germany > train | Germany = place; Ukrainian = group
Iranian officials rejected the report, saying the ship was empty. | saying > - > empty | Iranian = group
The United Nations warned that millions of people could go hungry. | warned > Nations > go | United Nations = organisation
Witnesses said the police opened fire on the crowd. | said > Witnesses > opened | -
He insisted he had never met the businessman. | insisted > He > met | -
She wrote that the court had ignored the evidence. | wrote > She > ignored | -
The Kremlin said it was aware of the letter. | said > Kremlin > aware | -
Prime Minister Justin Trudeau told parliament that the deal was dead. | told > Justin > dead | Justin Trudeau = person
The Pentagon does not believe that Russia will use the weapon. | believe > Pentagon > use | Russia = place
"Our soldiers are tired but their morale is high," the commander told the BBC. | told > commander > tired | BBC = organisation
Turkish President Recep Tayyip Erdogan said Ankara would never accept the plan. | said > Recep > accept | Recep Tayyip Erdogan = person; Ankara = place; Turkish = group
The company did not say how many workers had been dismissed. | say > company > dismissed | -
A senior official, who asked not to be named, said the strike was a mistake. | said > official > mistake | -
Lithuania’s foreign minister stressed that sanctions must stay in place. | stressed > minister > stay | Lithuania = place
Israel and Egypt agreed to open the crossing, the White House said. | said > House > agreed | Israel = place; Egypt = place; White House = organisation
The rebels, the army claimed, had fled to the mountains. | claimed > army > - | -
“I have no regrets,” he added. | added > he > regrets | -
The report concludes that the dam was blown up from inside. | concludes > report > blown | -
Chinese media reported Friday that the general had been arrested. | reported > media > arrested | Chinese = group
The union argues that the law violates the constitution. | argues > union > violates | -
Moscow says it has captured the town of Soledar. | says > Moscow > captured | Moscow = place
Kyiv has repeatedly denied the accusation. | - | Kyiv = place
The drone fell near the village of Przewodow in eastern Poland. | - | Poland = place
Volodymyr Zelensky visited Washington in December. | - | Volodymyr Zelensky = person; Washington = place
NATO members met in Brussels to discuss the crisis. | - | NATO = organisation; Brussels = place
Alexander Lukashenko met Vladimir Putin in Minsk. | - | Alexander Lukashenko = person; Vladimir Putin = person; Minsk = place
Japan and South Korea condemned the launch. | - | Japan = place; South Korea = place
The European Union imposed sanctions on Iran. | - | European Union = organisation; Iran = place
Angela Merkel led Germany for sixteen years. | - | Angela Merkel = person; Germany = place
French troops left Mali last year. | - | French = group; Mali = place
The FBI searched the house of Michael Cohen. | - | FBI = organisation; Michael Cohen = person
Syria's army shelled the city of Aleppo. | - | Syria = place
Pakistani police detained Imran Khan in Islamabad. | - | Pakistani = group; Imran Khan = person; Islamabad = place
India and Pakistan exchanged prisoners. | - | India = place; Pakistan = place
The World Bank lent Kenya two billion dollars. | - | World Bank = organisation; Kenya = place
Boris Johnson resigned as leader of the Conservative Party. | - | Boris Johnson = person
Sudan and Ethiopia share a long border. | - | Sudan = place; Ethiopia = place
Venezuela's president Nicolas Maduro thanked Cuba. | - | Venezuela = place; Nicolas Maduro = person; Cuba = place
Armenia accused Azerbaijan of breaking the truce. | - | Armenia = place; Azerbaijan = place
Donald Trump will speak in Ohio, his campaign said. | said > campaign > speak | Donald Trump = person; Ohio = place
The agency noted that no radiation leak had been detected. | noted > agency > detected | -
"There is no danger to the public", the agency stated. | stated > agency > is | -
The prosecutor explained why the case was closed. | explained > prosecutor > closed | -
He told her that the money was gone. | told > He > gone | -
The doctors said she was recovering well. | said > doctors > recovering | -
South Sudan's government has acknowledged that the army killed civilians. | acknowledged > government > killed | South Sudan = place
Experts of the Institute claim that the pressure is growing. | claim > Experts > growing | -
“Russia is likely to attack again in the spring,” the Institute believes. | believes > Institute > likely | Russia = place
On December 20, the Ministry of Defense reported that it had shot down nine drones. | reported > Ministry > shot | Ministry of Defense = organisation
And the commander of the brigade emphasized that the threat from Belarus is decreasing. | emphasized > commander > decreasing | Belarus = place
After that, American analysts said that the president of Belarus probably refused the offer. | said > analysts > refused | American = group; Belarus = place
However, there was information that Russia has started moving tanks to southern Belarus. | - | Russia = place; Belarus = place
The senator admitted that he had not read the bill. | admitted > senator > read | -
Sources close to the family told the newspaper the wedding was cancelled. | told > Sources > cancelled | -
The rebels suggested that a ceasefire was possible. | suggested > rebels > possible | -
The judge ruled that the search had been illegal. | ruled > judge > illegal | -
"This is a black day for our country," said Robert Fico. | said > Robert > day | Robert Fico = person
Hungary's prime minister Viktor Orban announced that Budapest would veto the package. | announced > minister > veto | Hungary = place; Viktor Orban = person; Budapest = place
Nobody in the village believes the army will come back. | believes > Nobody > come | -
"""
