import { exchangedVersions } from './exchanged-versions.ts'
import type { LanguageTemplates } from './look-alikes.ts'

/** English questions that look alike; `look-alikes.ts` says how they are read. */
export const englishTemplates: LanguageTemplates = {
  polarity: [
    {
      questions: [
        'How do I turn {} two-factor authentication?',
        'Can I switch {} the out-of-office reply from my phone?',
        'Who may turn {} the heating in the meeting rooms?',
      ],
      exchanged: ['on|off'],
    },
    {
      questions: [
        'How do I {} email notifications for the ticket system?',
        'Who is allowed to {} a shared mailbox?',
        'What happens when I {} automatic backups on my laptop?',
        'Where can I {} remote access to the build server?',
      ],
      exchanged: ['enable|disable', 'activate|deactivate'],
    },
    {
      questions: [
        'Which expenses are {} by the company card?',
        'Are gifts from suppliers {} at year end?',
        'Is working from a café {} during the probation period?',
        'Which browser extensions are {} on company laptops?',
      ],
      exchanged: ['allowed|forbidden', 'permitted|prohibited', 'accepted|rejected', 'included|excluded'],
    },
    {
      questions: [
        'What do I have to do {} I sign a supplier contract?',
        'Who has to be told {} a security incident is closed?',
        'Can I change my pension contribution {} the tax year starts?',
      ],
      exchanged: ['before|after'],
    },
    {
      questions: [
        'What is the {} number of days I can work from abroad?',
        'What is the {} amount for a purchase order?',
        'Is there a {} length for passwords?',
      ],
      exchanged: ['minimum|maximum', 'smallest|largest', 'lowest|highest'],
    },
    {
      questions: [
        'Why {} I book a business class flight?',
        'What if I {} attend the safety training?',
        'Which invoices {} be paid by card?',
        'Which employees {} join the share plan?',
      ],
      exchanged: ['can|cannot', 'should|should not', 'must|must not'],
    },
    {
      questions: [
        'Does parental leave {} my pension?',
        'Will the new rule {} the travel budget?',
        'How can we {} the cost of printing?',
      ],
      exchanged: ['increase|decrease', 'raise|lower'],
    },
  ],
  number: [
    {
      questions: [
        'Can I carry {} days of leave over into next year?',
        'Who approves a purchase of {} euros?',
        'What happens after {} wrong password attempts?',
        'Do I need a doctor’s note after {} days of sickness?',
        'Is a meeting room for {} people available on the ground floor?',
        'How is overtime above {} hours a week paid?',
        'What discount do customers get for {} licences?',
        'Are bags of up to {} kg covered on business trips?',
      ],
      exchanged: ['3|5', '10|12', '20|25', '50|500', 'two|four', '1,000|10,000', '7|70', '15|50'],
    },
    {
      questions: ['Is the bonus {} of the salary?', 'Can I reduce my working time to {}?'],
      exchanged: ['10%|15%', '50 percent|60 percent', '80%|90%'],
    },
  ],
  date: [
    {
      questions: [
        'Is the office closed on {}?',
        'Which price list is valid from {}?',
        'What has to be handed in by {}?',
        'Who is on call on {}?',
        'Can I still join the pension plan after {}?',
        'Were there any outages on {}?',
      ],
      exchanged: [
        '24 December|31 December',
        '1 May|1 June',
        'March 3, 2026|March 13, 2026',
        '2025-07-01|2026-07-01',
        'Monday|Friday',
        'Good Friday, 3 April|Easter Monday, 6 April',
      ],
    },
    {
      questions: [
        'What was the travel budget for {}?',
        'Who won the safety award in {}?',
        'How many people did we hire in {}?',
        'What did the works council agree on in {}?',
        'Where was the summer party in {}?',
        'Which audits took place in {}?',
      ],
      exchanged: ['2023|2024', 'Q1|Q3', 'January|February', 'last year|this year', 'spring 2025|autumn 2025'],
    },
  ],
  name: [
    {
      questions: [
        'What is the phone number of {}?',
        'Which projects is {} responsible for?',
        'Who stands in for {} during holidays?',
        'Does {} work from home on Mondays?',
        'When did {} join the company?',
        'Which team does {} lead?',
        'Can {} approve my travel request?',
        'Is {} in the office this week?',
      ],
      exchanged: [
        'Anna Keller|Anna Köhler',
        'John Smith|Jane Smith',
        'Mr Patel|Mr Porter',
        'Maria Lopez|Mario Lopez',
        'Wei Zhang|Wei Zhao',
        'Thomas Berg|Thomas Burg',
      ],
    },
    {
      questions: [
        'How do I get a licence for {}?',
        'Who is our contact at {}?',
        'Is {} approved for customer data?',
        'What does our contract with {} cover?',
        'How do I connect {} to the calendar?',
      ],
      exchanged: [
        'Slack|Zoom',
        'Siemens|Bosch',
        'Salesforce|HubSpot',
        'GitHub|GitLab',
        'Dropbox|OneDrive',
        'Oracle|SAP',
      ],
    },
  ],
  place: [
    {
      questions: [
        'What is the hotel limit in {}?',
        'How many public holidays are there in {}?',
        'Where is the office in {}?',
        'Who is the first aider in {}?',
        'What is the daily allowance for trips to {}?',
        'Can I work remotely from {}?',
        'Do I need a visa to travel to {}?',
        'How do I book a desk in {}?',
      ],
      exchanged: [
        'Munich|Hamburg',
        'London|Dublin',
        'Shanghai|Beijing',
        'Germany|Austria',
        'France|Spain',
        'Japan|South Korea',
        'New York|Boston',
        'Sweden|Norway',
        'the UK|the US',
      ],
    },
    {
      questions: ['Is there parking at the {} entrance?', 'Which teams sit in the {} building?'],
      exchanged: ['north|south', 'east|west', 'main|rear'],
    },
  ],
  version: [
    {
      questions: [
        'What changed in version {} of the handbook?',
        'Is {} still supported?',
        'How do I upgrade to {}?',
        'Which bugs are fixed in release {}?',
        'Does the plugin work with {}?',
        'Where can I download {}?',
        'When does support for {} end?',
        'Who tested {} before it was released?',
      ],
      exchanged: exchangedVersions,
    },
  ],
  role: [
    {
      questions: [
        'Can the {a} overrule the {b}?',
        'Does the {a} report to the {b}?',
        'What does the {a} owe the {b}?',
        'When must the {a} inform the {b}?',
        'How does the {a} evaluate the {b}?',
        'May the {a} sign on behalf of the {b}?',
      ],
      exchanged: [
        'manager|employee',
        'supplier|customer',
        'tenant|landlord',
        'auditor|board',
        'team lead|project owner',
        'works council|management',
        'seller|buyer',
      ],
    },
    {
      questions: [
        'How long does the train from {a} to {b} take?',
        'What does shipping from {a} to {b} cost?',
        'How do I convert {a} to {b}?',
        'How do I move a file from {a} to {b}?',
      ],
      exchanged: ['Berlin|Prague', 'Leeds|York', 'Lyon|Geneva', 'Osaka|Kobe', 'staging|production', 'archive|inbox'],
    },
    {
      questions: ['Why did {a} sue {b}?', 'Did {a} buy {b}?', 'Does {a} deliver to {b}?'],
      exchanged: ['Nordwind|Helios', 'Acme|Globex', 'Contoso|Fabrikam'],
    },
  ],
}
